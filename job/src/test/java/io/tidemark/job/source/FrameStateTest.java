package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.tidemark.record.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What we put into the frame's checkpoints comes out of its own serializers as it was. */
class FrameStateTest {

    @TempDir
    private Path directory;

    static List<String> bounds() {
        return List.of(
                "",
                "10",
                "it's",
                "\"quoted\", 'twice'",
                "back\\slash \\N \\\\",
                "tab\tand\nline",
                "täble 🌊 \u2028",
                "{\"json\": [null]}",
                "null",
                "x".repeat(2_704), // the longest that an index of PostgreSQL holds as it is ...
                "🌊".repeat(676)); // ... and what Java makes most bytes of
    }

    @ParameterizedTest(name = "bound {index}")
    @MethodSource("bounds")
    void aChunkKeepsItsBounds(String bound) throws IOException {
        for (ChunkRange range : List.of(
                new ChunkRange("id", null, bound),
                new ChunkRange("id", bound, null),
                new ChunkRange(bound.isEmpty() ? "id" : bound, bound, bound))) {
            SnapshotSplit chunk = SomeChunks.chunk(SomeChunks.OID, 3, range);

            SnapshotSplit back = through(source().getSplitSerializer(), chunk).asSnapshotSplit();

            assertThat(ChunkRange.of(back)).isEqualTo(range);
            assertThat(back.splitId()).isEqualTo(chunk.splitId());
        }
    }

    @ParameterizedTest(name = "table {0}")
    @CsvSource({"1", "16400", "2147483647", "-2147483648", "-1"})
    void aChunkKeepsItsTable(int oid) throws IOException {
        SnapshotSplit chunk = SomeChunks.chunk(oid, 12, new ChunkRange("id", null, null));

        SnapshotSplit back = through(source().getSplitSerializer(), chunk).asSnapshotSplit();

        assertThat(TableIds.oid(back.getTableId())).isEqualTo(oid);
        assertThat(back.getTableId()).isEqualTo(TableIds.of(oid));
        assertThat(SnapshotSplit.extractChunkId(back.splitId())).isEqualTo(12);
    }

    @ParameterizedTest(name = "bound {index}")
    @MethodSource("bounds")
    void aChunkKeepsItsBoundsAndKeepsThemToItself(String bound) throws IOException {
        ChunkRange range = new ChunkRange("id", bound, bound);

        SnapshotSplit back = through(source().getSplitSerializer(), SomeChunks.chunk(SomeChunks.OID, 1, range))
                .asSnapshotSplit();
        SnapshotSplit again = through(source().getSplitSerializer(), back).asSnapshotSplit();

        assertThat(ChunkRange.of(back)).isEqualTo(range);
        assertThat(ChunkRange.of(again)).isEqualTo(range);
        assertThat(back).hasToString(again.toString());
        assertThat(back.toString()).contains("splitStart=[id, (a key)], splitEnd=[id, (a key)]");
    }

    @ParameterizedTest(name = "bound {index}")
    @MethodSource("bounds")
    void theStreamKeepsItsPointAndTheChunksMarks(String bound) throws IOException {
        StreamPoint point = new StreamPoint(LogReader.SERVER, 0x70, new Position(0x64, 3), Set.of(7, -7));
        ChunkMark mark = new ChunkMark(LogReader.SERVER, 0x50, "700:704:700,702", 0x99);
        ChunkRange range = new ChunkRange("id", bound, null);
        FinishedSnapshotSplitInfo chunk = new FinishedSnapshotSplitInfo(
                TableIds.of(-1),
                "oid.4294967295:0",
                range.start(),
                range.end(),
                mark.toOffset(),
                new PostgresOffsetFactory());
        StreamSplit split = new StreamSplit(
                "stream-split",
                point.toOffset(),
                PostgresOffset.NO_STOPPING_OFFSET,
                List.of(chunk),
                Map.of(),
                1,
                false,
                true);

        StreamSplit back = through(source().getSplitSerializer(), split).asStreamSplit();

        assertThat(StreamPoint.of(back.getStartingOffset())).isEqualTo(point);
        assertThat(back.getFinishedSnapshotSplitInfos()).hasSize(1);
        FinishedSnapshotSplitInfo chunkBack =
                back.getFinishedSnapshotSplitInfos().get(0);
        assertThat(ChunkMark.of(chunkBack.getHighWatermark())).isEqualTo(mark);
        assertThat(ChunkRange.of(chunkBack)).isEqualTo(range);
        assertThat(TableIds.oid(chunkBack.getTableId())).isEqualTo(-1);
    }

    @ParameterizedTest(name = "bound {index}")
    @MethodSource("bounds")
    void theCutterGoesOnWhereItStood(String bound) throws IOException {
        List<TableId> remaining = List.of(TableIds.of(-1), TableIds.of(16_500));
        HybridPendingSplitsState cut = SomeChunks.state(
                SomeChunks.chunks(3),
                Map.of("oid.16400:0", SomeChunks.mark(0x50)),
                remaining,
                SomeChunks.cut(bound, 17));

        HybridPendingSplitsState back =
                (HybridPendingSplitsState) through(source().getEnumeratorCheckpointSerializer(), cut);

        ChunkCutter restored = ChunkCutter.restored(
                new ReaderSessions(SomeTask.in(directory)),
                ChunkPlanner.DEFAULT,
                back.getSnapshotPendingSplits().getRemainingTables(),
                back.getSnapshotPendingSplits().getChunkSplitterState());
        assertThat(restored.hasMore()).isTrue();
        assertThat(restored.remaining()).isEqualTo(remaining);
        assertThat(restored.state().getCurrentSplittingTableId()).isEqualTo(TableIds.of(SomeChunks.OID));
        assertThat(restored.state().getNextChunkId()).isEqualTo(17);
        assertThat((Object[]) Objects.requireNonNull(restored.state().getNextChunkStart())
                        .getValue())
                .containsExactly("id", bound);
    }

    private ChangeSource source() {
        return new ChangeSource(SomeTask.in(directory));
    }

    private static <T> T through(SimpleVersionedSerializer<T> serializer, T value) throws IOException {
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(value));
    }
}
