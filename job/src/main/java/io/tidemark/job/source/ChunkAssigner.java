package io.tidemark.job.source;

import static java.util.Comparator.comparing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cdc.connectors.base.source.assigner.AssignerStatus;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SchemalessSnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Gives chunks to the readers that ask for them and, when all are read and a checkpoint holds them, the stream to one. All
 * calls come from the coordinator's one thread.
 *
 * <p>It stands in for the frame's own assigner, which cuts chunks in a thread of its own while checkpoints are taken, so that
 * a checkpoint may miss some; and which, when readers go back to a checkpoint without it, still counts as read what they read
 * after that checkpoint.
 */
final class ChunkAssigner implements SplitAssigner {

    private final ChunkCutter cutter;
    private final int groupSize;
    private final Map<String, SchemalessSnapshotSplit> assigned = new LinkedHashMap<>();
    private final Map<String, Offset> finished = new HashMap<>();
    private boolean snapshotCovered;
    private boolean streamAssigned;
    private @Nullable Long coveringCheckpoint;

    /** @param groupSize with more chunks than that, the frame hands them to the stream's reader in groups */
    ChunkAssigner(ChunkCutter cutter, int groupSize) {
        this.cutter = cutter;
        this.groupSize = groupSize;
    }

    /** Goes on where a checkpoint stands. */
    static ChunkAssigner restored(ChunkCutter cutter, int groupSize, HybridPendingSplitsState state) {
        ChunkAssigner assigner = new ChunkAssigner(cutter, groupSize);
        SnapshotPendingSplitsState snapshot = state.getSnapshotPendingSplits();
        assigner.assigned.putAll(snapshot.getAssignedSplits());
        assigner.finished.putAll(snapshot.getSplitFinishedOffsets());
        assigner.streamAssigned = state.isStreamSplitAssigned();
        assigner.snapshotCovered = snapshot.getSnapshotAssignerStatus() == AssignerStatus.INITIAL_ASSIGNING_FINISHED;
        return assigner;
    }

    @Override
    public void open() {}

    @Override
    public Optional<SourceSplitBase> getNext() {
        ChunkCutter.Chunk chunk = nextChunk();
        return chunk == null ? nextStream() : Optional.of(chunk.split());
    }

    /**
     * What a reader is to have next, at once: chunks, or the stream.
     *
     * @param chunks so many of full size, more of small ones
     * @return empty if there is nothing, or nothing yet
     */
    List<SourceSplitBase> next(int chunks) {
        List<SourceSplitBase> next = new ArrayList<>();
        double room = chunks;
        for (ChunkCutter.Chunk chunk = nextChunk(); chunk != null; chunk = room > 0 ? nextChunk() : null) {
            next.add(chunk.split());
            room -= chunk.share();
        }
        if (next.isEmpty()) {
            nextStream().ifPresent(next::add);
        }
        return next;
    }

    private ChunkCutter.@Nullable Chunk nextChunk() {
        try {
            ChunkCutter.Chunk chunk = cutter.next();
            if (chunk != null) {
                assigned.put(chunk.split().splitId(), chunk.split().toSchemalessSnapshotSplit());
            }
            return chunk;
        } catch (SQLException e) {
            throw new FlinkRuntimeException("Cutting a table into chunks failed: " + e.getMessage(), e);
        } catch (RefusedException e) {
            throw e.endingTheJob();
        }
    }

    private Optional<SourceSplitBase> nextStream() {
        if (!snapshotCovered || streamAssigned) {
            return Optional.empty();
        }
        streamAssigned = true;
        return Optional.of(stream());
    }

    private StreamSplit stream() {
        List<FinishedSnapshotSplitInfo> chunks = getFinishedSplitInfos();
        Offset start = finished.values().stream()
                .min((one, other) -> one.compareTo(other))
                .orElse(PostgresOffset.INITIAL_OFFSET);
        return new StreamSplit(
                StreamSplit.STREAM_SPLIT_ID,
                start,
                PostgresOffset.NO_STOPPING_OFFSET,
                chunks.size() > groupSize ? new ArrayList<>() : chunks,
                new HashMap<>(),
                chunks.size(),
                false,
                true);
    }

    /** By split id, which is the order that the frame's reader expects groups in. */
    @Override
    public List<FinishedSnapshotSplitInfo> getFinishedSplitInfos() {
        List<FinishedSnapshotSplitInfo> chunks = new ArrayList<>();
        assigned.values().stream().sorted(comparing(SourceSplitBase::splitId)).forEach(chunk -> {
            Offset mark = finished.get(chunk.splitId());
            chunks.add(new FinishedSnapshotSplitInfo(
                    chunk.getTableId(),
                    chunk.splitId(),
                    chunk.getSplitStart(),
                    chunk.getSplitEnd(),
                    mark,
                    new PostgresOffsetFactory()));
        });
        return chunks;
    }

    @Override
    public void onFinishedSplits(Map<String, Offset> marks) {
        finished.putAll(marks);
    }

    @Override
    public boolean waitingForFinishedSplits() {
        return !allFinished();
    }

    @Override
    public boolean noMoreSplits() {
        return !cutter.hasMore() && streamAssigned;
    }

    private boolean allFinished() {
        return !cutter.hasMore() && assigned.size() == finished.size();
    }

    /**
     * A reader failed and goes back to the last checkpoint, while this object does not. Chunks that were read since would be
     * read a second time, under another fence than the stream would get; so the whole job must go back, this object too.
     */
    @Override
    public void addSplits(Collection<SourceSplitBase> splits) {
        if (!snapshotCovered) {
            throw new FlinkRuntimeException(
                    "A reader of the snapshot failed: the whole job goes back to its last checkpoint, to read each row once");
        }
        if (!splits.isEmpty()) {
            streamAssigned = false;
        }
    }

    @Override
    public PendingSplitsState snapshotState(long checkpointId) {
        if (coveringCheckpoint == null && allFinished()) {
            coveringCheckpoint = checkpointId;
        }
        SnapshotPendingSplitsState snapshot = new SnapshotPendingSplitsState(
                List.of(),
                List.of(),
                new LinkedHashMap<>(assigned),
                Map.of(),
                new HashMap<>(finished),
                getAssignerStatus(),
                cutter.remaining(),
                true,
                true,
                Map.of(),
                cutter.state());
        return new HybridPendingSplitsState(snapshot, streamAssigned);
    }

    /** Only a complete checkpoint shows that all rows of the snapshot are behind every channel, ahead of the stream's. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (coveringCheckpoint != null && checkpointId >= coveringCheckpoint) {
            snapshotCovered = true;
        }
    }

    @Override
    public AssignerStatus getAssignerStatus() {
        return snapshotCovered ? AssignerStatus.INITIAL_ASSIGNING_FINISHED : AssignerStatus.INITIAL_ASSIGNING;
    }

    /** Not called: the frame's way of adding tables is off. */
    @Override
    public void startAssignNewlyAddedTables() {
        throw new IllegalStateException("tables are added by the stream, not by the assigner");
    }

    /** Not called: the frame's way of adding tables is off. */
    @Override
    public void onStreamSplitUpdated() {
        throw new IllegalStateException("tables are added by the stream, not by the assigner");
    }

    @Override
    public void close() {
        cutter.close();
    }
}
