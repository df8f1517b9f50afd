package io.tidemark.job.source;

import static java.util.Comparator.comparing;

import io.tidemark.embedded.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * A checkpoint that some build wrote, as this build reads it. {@code GoldenState FOLDER} makes such checkpoints, by a real job
 * on a real server.
 */
final class GoldenState {

    private static final String READERS = "SourceReaderState";

    private final ChangeSource source;
    private final CheckpointMetadata metadata;

    private GoldenState(ChangeSource source, CheckpointMetadata metadata) {
        this.source = source;
        this.metadata = metadata;
    }

    static GoldenState of(ChangeSource source, Path checkpoint) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(checkpoint.resolve("_metadata")))) {
            return new GoldenState(
                    source,
                    Checkpoints.loadCheckpointMetadata(in, GoldenState.class.getClassLoader(), checkpoint.toString()));
        }
    }

    /** What the source's coordinator and its readers hold, as lines. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            if (operator.getCoordinatorState() != null) {
                lines.addAll(coordinator(operator.getCoordinatorState().openInputStream()));
                for (OperatorSubtaskState reader : operator.getStates()) {
                    for (OperatorStateHandle handle : reader.getManagedOperatorState()) {
                        lines.addAll(splits(handle));
                    }
                }
            }
        }
        return lines;
    }

    /** As Flink's coordinator of sources writes it: its own version, then the enumerator's, then the bytes. */
    private List<String> coordinator(InputStream state) throws IOException {
        try (DataInputStream in = new DataInputStream(state)) {
            in.readInt();
            int version = in.readInt();
            byte[] bytes = in.readNBytes(in.readInt());
            HybridPendingSplitsState splits = (HybridPendingSplitsState)
                    source.getEnumeratorCheckpointSerializer().deserialize(version, bytes);
            SnapshotPendingSplitsState snapshot = splits.getSnapshotPendingSplits();
            List<String> lines = new ArrayList<>();
            lines.add("stream assigned " + splits.isStreamSplitAssigned() + ", snapshot "
                    + snapshot.getSnapshotAssignerStatus());
            snapshot.getAssignedSplits().values().stream()
                    .sorted(comparing(SourceSplitBase::splitId))
                    .forEach(chunk -> lines.add("chunk %s from %s to %s mark %s"
                            .formatted(
                                    chunk.splitId(),
                                    List.of(chunk.getSplitStart()[0], String.valueOf(chunk.getSplitStart()[1])),
                                    chunk.getSplitEnd()[1],
                                    sorted(
                                            snapshot.getSplitFinishedOffsets().get(chunk.splitId()) == null
                                                    ? Map.of()
                                                    : snapshot.getSplitFinishedOffsets()
                                                            .get(chunk.splitId())
                                                            .getOffset()))));
            lines.add("remaining " + snapshot.getRemainingTables() + ", cutting "
                    + snapshot.getChunkSplitterState().getCurrentSplittingTableId());
            return lines;
        }
    }

    private List<String> splits(OperatorStateHandle handle) throws IOException {
        OperatorStateHandle.StateMetaInfo readers =
                handle.getStateNameToPartitionOffsets().get(READERS);
        List<String> lines = new ArrayList<>();
        if (readers == null) {
            return lines;
        }
        for (long offset : readers.getOffsets()) {
            try (FSDataInputStream in = handle.openInputStream()) {
                in.seek(offset);
                DataInputViewStreamWrapper view = new DataInputViewStreamWrapper(in);
                byte[] bytes = new byte[view.readInt()];
                view.readFully(bytes);
                SourceSplitBase split =
                        SimpleVersionedSerialization.readVersionAndDeSerialize(source.getSplitSerializer(), bytes);
                lines.add(
                        split.isStreamSplit()
                                ? "reads the log from %s with %d chunks"
                                        .formatted(
                                                sorted(split.asStreamSplit()
                                                        .getStartingOffset()
                                                        .getOffset()),
                                                split.asStreamSplit()
                                                        .getFinishedSnapshotSplitInfos()
                                                        .size())
                                : "reads chunk " + split.splitId());
            }
        }
        return lines;
    }

    private static Map<String, String> sorted(Map<String, String> offset) {
        return new TreeMap<>(offset);
    }

    /** Writes a checkpoint in the snapshot, and one in the stream, to {@code FOLDER/snapshot} and {@code FOLDER/stream}. */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Path directory = Files.createTempDirectory("golden-");
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "golden");
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("task"), server, "golden", KnownBad.NONE, 4)) {
            sql.run(
                    "CREATE TABLE a (\"the key\" text PRIMARY KEY, v text)",
                    "INSERT INTO a SELECT 'it''s \"' || i, 'v' FROM generate_series(1, 20) i",
                    "CREATE TABLE b (id int PRIMARY KEY)",
                    "INSERT INTO b SELECT generate_series(1, 200000)",
                    "CREATE TABLE c (id int PRIMARY KEY)");
            job.with("-Dcheckpoint.millis=50").start();
            job.awaitChanges(24);
            keep(job, target.resolve("snapshot"));
            job.kill();
            sql.run("DELETE FROM b WHERE id > 400");
            stream(server, sql, directory.resolve("stream"), target.resolve("stream"));
        }
    }

    private static void stream(PostgresServer server, Sql sql, Path directory, Path target) throws Exception {
        try (LocalJobProcess job = new LocalJobProcess(directory, server, "golden", KnownBad.NONE, 100)) {
            job.with("-Dcheckpoint.millis=200").start();
            job.awaitChanges(420);
            sql.together("TRUNCATE a", "INSERT INTO a VALUES ('x', 'y')");
            job.awaitChanges(422);
            keep(job, target);
        }
    }

    private static void keep(LocalJobProcess job, Path target) throws IOException {
        byte[] metadata =
                Files.readAllBytes(job.newestCheckpoint().orElseThrow().resolve("_metadata"));
        Files.createDirectories(target);
        Files.copy(new ByteArrayInputStream(metadata), target.resolve("_metadata"));
    }
}
