package io.tidemark.job.source;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Position;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An assigner whose chunks are all given out, as a checkpoint may find it. */
class ChunkAssignerTest {

    private static final int GROUP_SIZE = 1_000;

    @TempDir
    private Path directory;

    @Test
    void theStreamComesWhenAllChunksAreReadAndACheckpointThatHoldsThemIsComplete() {
        ChunkAssigner assigner = restored(SomeChunks.chunks(2), Map.of("oid.16400:0", SomeChunks.mark(0x60)));
        assertThat(assigner.waitingForFinishedSplits()).isTrue();
        assertThat(assigner.getNext()).isEmpty();

        assigner.onFinishedSplits(Map.of("oid.16400:1", SomeChunks.mark(0x50)));
        assertThat(assigner.waitingForFinishedSplits()).isFalse();
        assertThat(assigner.getNext()).isEmpty();

        assigner.snapshotState(5);
        assertThat(assigner.getNext()).as("not complete yet").isEmpty();

        assigner.notifyCheckpointComplete(5);
        StreamSplit stream = stream(assigner);
        assertThat(StreamPoint.of(stream.getStartingOffset()))
                .as("where the slot stood, which is the least of the marks")
                .isEqualTo(new StreamPoint(LogReader.SERVER, 0x50, Position.START, Set.of()));
        assertThat(stream.getFinishedSnapshotSplitInfos())
                .extracting(FinishedSnapshotSplitInfo::getSplitId)
                .containsExactly("oid.16400:0", "oid.16400:1");
        assertThat(ChunkMark.of(stream.getFinishedSnapshotSplitInfos().get(0).getHighWatermark())
                        .slotLsn())
                .isEqualTo(0x60);
        assertThat(assigner.getNext()).as("only once").isEmpty();
        assertThat(assigner.noMoreSplits()).isTrue();
    }

    @Test
    void aCheckpointThatBeganBeforeTheLastChunkWasReadDoesNotCount() {
        ChunkAssigner assigner = restored(SomeChunks.chunks(1), Map.of());

        assigner.snapshotState(4);
        assigner.onFinishedSplits(Map.of("oid.16400:0", SomeChunks.mark(0x50)));
        assigner.notifyCheckpointComplete(4);
        assertThat(assigner.getNext()).isEmpty();

        assigner.snapshotState(5);
        assigner.snapshotState(6);
        assigner.notifyCheckpointComplete(4);
        assertThat(assigner.getNext()).isEmpty();

        assigner.notifyCheckpointComplete(6);
        assertThat(assigner.getNext()).as("5 was overtaken by 6").isPresent();
    }

    @Test
    void withoutATableTheStreamBeginsWhereTheSlotStands() {
        ChunkAssigner assigner = new ChunkAssigner(cutter(), GROUP_SIZE);
        assertThat(assigner.getNext()).isEmpty();

        assigner.snapshotState(1);
        assigner.notifyCheckpointComplete(1);

        StreamSplit stream = stream(assigner);
        assertThat(stream.getStartingOffset()).isEqualTo(PostgresOffset.INITIAL_OFFSET);
        assertThat(stream.getFinishedSnapshotSplitInfos()).isEmpty();
    }

    @Test
    void aReaderThatFailsInTheSnapshotTakesTheWholeJobBack() {
        List<SnapshotSplit> chunks = SomeChunks.chunks(2);
        ChunkAssigner assigner = restored(chunks, marks(chunks));
        assigner.snapshotState(5);

        assertThatThrownBy(() -> assigner.addSplits(List.of(chunks.get(0))))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "A reader of the snapshot failed: the whole job goes back to its last checkpoint, to read each row once");
        assertThatThrownBy(() -> assigner.addSplits(List.of())).isInstanceOf(FlinkRuntimeException.class);
    }

    @Test
    void aStreamThatItsReaderLostIsGivenAgain() {
        List<SnapshotSplit> chunks = SomeChunks.chunks(2);
        ChunkAssigner assigner = covered(chunks, GROUP_SIZE);
        StreamSplit stream = stream(assigner);

        assigner.addSplits(List.of());
        assertThat(assigner.getNext()).as("another reader failed").isEmpty();

        assigner.addSplits(List.of(stream));
        assertThat(assigner.getNext()).contains(stream);
    }

    @Test
    void manyChunksGoToTheReaderInGroups() {
        assertThat(stream(covered(SomeChunks.chunks(3), 3)).getFinishedSnapshotSplitInfos())
                .hasSize(3);

        ChunkAssigner assigner = covered(SomeChunks.chunks(12), 3);
        StreamSplit stream = stream(assigner);
        assertThat(stream.getFinishedSnapshotSplitInfos()).isEmpty();
        assertThat(stream.getTotalFinishedSplitSize()).isEqualTo(12);
        assertThat(assigner.getFinishedSplitInfos())
                .extracting(FinishedSnapshotSplitInfo::getSplitId)
                .as("the same order each time, which is what groups need")
                .hasSize(12)
                .isSorted();
    }

    @Test
    void goesOnWhereACheckpointStands() throws Exception {
        List<SnapshotSplit> chunks = SomeChunks.chunks(12);
        ChunkAssigner half = restored(chunks, marks(chunks.subList(0, 5)));
        half = throughCheckpoint(half, 7);
        assertThat(half.waitingForFinishedSplits()).isTrue();

        half.onFinishedSplits(marks(chunks.subList(5, 12)));
        half = throughCheckpoint(half, 8);
        assertThat(half.getNext()).as("whether 8 was complete is not in it").isEmpty();

        half.snapshotState(9);
        half.notifyCheckpointComplete(9);
        ChunkAssigner covered = throughCheckpoint(half, 10);
        StreamSplit stream = stream(covered);
        assertThat(stream.getFinishedSnapshotSplitInfos()).hasSize(12);

        ChunkAssigner streaming = throughCheckpoint(covered, 11);
        assertThat(streaming.getNext()).as("its reader has it").isEmpty();
        assertThat(streaming.getFinishedSplitInfos()).isEqualTo(covered.getFinishedSplitInfos());
    }

    @Test
    void doesNotAddTablesByItself() {
        ChunkAssigner assigner = restored(List.of(), Map.of());

        assertThatThrownBy(assigner::startAssignNewlyAddedTables)
                .hasMessage("tables are added by the stream, not by the assigner");
        assertThatThrownBy(assigner::onStreamSplitUpdated)
                .hasMessage("tables are added by the stream, not by the assigner");
    }

    private ChunkAssigner covered(List<SnapshotSplit> chunks, int groupSize) {
        ChunkAssigner assigner = ChunkAssigner.restored(cutter(), groupSize, SomeChunks.state(chunks, marks(chunks)));
        assigner.snapshotState(5);
        assigner.notifyCheckpointComplete(5);
        return assigner;
    }

    private ChunkAssigner restored(List<SnapshotSplit> chunks, Map<String, Offset> finished) {
        return ChunkAssigner.restored(cutter(), GROUP_SIZE, SomeChunks.state(chunks, new HashMap<>(finished)));
    }

    private ChunkAssigner throughCheckpoint(ChunkAssigner assigner, long id) throws Exception {
        var serializer = new ChangeSource(SomeTask.in(directory)).getEnumeratorCheckpointSerializer();
        byte[] checkpoint = serializer.serialize(assigner.snapshotState(id));
        HybridPendingSplitsState state =
                (HybridPendingSplitsState) serializer.deserialize(serializer.getVersion(), checkpoint);
        return ChunkAssigner.restored(cutter(), GROUP_SIZE, state);
    }

    /** One that has given all its chunks, and so opens no session. */
    private ChunkCutter cutter() {
        return new ChunkCutter(new ReaderSessions(SomeTask.in(directory)), ChunkPlanner.DEFAULT, List.of());
    }

    private static Map<String, Offset> marks(List<SnapshotSplit> chunks) {
        return chunks.stream().collect(toMap(SnapshotSplit::splitId, chunk -> SomeChunks.mark(0x50)));
    }

    private static StreamSplit stream(ChunkAssigner assigner) {
        Optional<SourceSplitBase> next = assigner.getNext();
        assertThat(next).isPresent();
        return next.orElseThrow().asStreamSplit();
    }
}
