package io.tidemark.job.source;

import static org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState.NO_SPLITTING_TABLE_STATE;

import io.debezium.relational.TableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.cdc.connectors.base.source.assigner.AssignerStatus;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState.ChunkBound;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SchemalessSnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** Chunks as the frame carries them. */
final class SomeChunks {

    static final int OID = 16_400;

    private static final RowType KEY = RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"key"});

    private SomeChunks() {}

    static SnapshotSplit chunk(int oid, int number, ChunkRange range) {
        return new SnapshotSplit(TableIds.of(oid), number, KEY, range.start(), range.end(), null, Map.of());
    }

    /** Chunks of ten keys each, the first and the last without an end. */
    static List<SnapshotSplit> chunks(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> chunk(
                        OID,
                        number,
                        new ChunkRange(
                                "id",
                                number == 0 ? null : String.valueOf(10 * number),
                                number == count - 1 ? null : String.valueOf(10 * number + 10))))
                .toList();
    }

    /** Where the cutter stands that will give chunk {@code number} next, from a bound on. */
    static ChunkSplitterState cut(String from, int number) {
        return new ChunkSplitterState(TableIds.of(OID), ChunkBound.middleOf(new Object[] {"id", from}), number);
    }

    static Offset mark(long slotLsn) {
        return new ChunkMark(LogReader.SERVER, slotLsn, "700:704:700,702", slotLsn + 0x100).toOffset();
    }

    /** What the assigner's checkpoint holds when chunks were given out and some are read. */
    static HybridPendingSplitsState state(List<SnapshotSplit> assigned, Map<String, Offset> finished) {
        return state(assigned, finished, List.of(), NO_SPLITTING_TABLE_STATE);
    }

    static HybridPendingSplitsState state(
            List<SnapshotSplit> assigned,
            Map<String, Offset> finished,
            List<TableId> remaining,
            ChunkSplitterState cut) {
        Map<String, SchemalessSnapshotSplit> byId = new LinkedHashMap<>();
        assigned.forEach(chunk -> byId.put(chunk.splitId(), chunk.toSchemalessSnapshotSplit()));
        return new HybridPendingSplitsState(
                new SnapshotPendingSplitsState(
                        List.of(),
                        List.of(),
                        byId,
                        Map.of(),
                        finished,
                        AssignerStatus.INITIAL_ASSIGNING,
                        remaining,
                        true,
                        true,
                        Map.of(),
                        cut),
                false);
    }
}
