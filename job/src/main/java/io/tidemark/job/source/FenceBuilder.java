package io.tidemark.job.source;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;

import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** Builds the fences from the chunks that the stream split brings along. */
final class FenceBuilder {

    private final ReadingRules rules;
    private final Connection connection;

    /** @param connection asked to compare keys, as long as the fences stand */
    FenceBuilder(ReadingRules rules, Connection connection) {
        this.rules = rules;
        this.connection = connection;
    }

    Fences build(List<FinishedSnapshotSplitInfo> chunks, StreamPoint point) {
        Map<Integer, TableFence> tables = new HashMap<>();
        chunks.stream()
                .collect(groupingBy(chunk -> TableIds.oid(chunk.getTableId())))
                .forEach((oid, ofTable) -> tables.put(oid, tableFence(ofTable)));
        long endLsn = chunks.stream()
                .mapToLong(chunk -> ChunkMark.of(chunk.getHighWatermark()).endLsn())
                .reduce(0, (one, other) -> Long.compareUnsigned(one, other) > 0 ? one : other);
        return new Fences(rules, tables, point.unfenced(), endLsn);
    }

    private TableFence tableFence(List<FinishedSnapshotSplitInfo> chunks) {
        List<ChunkFence> fences = chunks.stream()
                .sorted(comparingInt(chunk -> SnapshotSplit.extractChunkId(chunk.getSplitId())))
                .map(FenceBuilder::chunkFence)
                .toList();
        return new TableFence(ChunkRange.of(chunks.get(0)).keyColumn(), fences, this::locator);
    }

    private static ChunkFence chunkFence(FinishedSnapshotSplitInfo chunk) {
        ChunkMark mark = ChunkMark.of(chunk.getHighWatermark());
        return new ChunkFence(ChunkRange.of(chunk).from(), Visibility.parse(mark.snapshot()), mark.endLsn());
    }

    private KeyLocator locator(int tableOid, String keyColumn, int typeOid, List<String> bounds) {
        return IntegerLocator.knows(typeOid)
                ? new IntegerLocator(bounds)
                : new ServerLocator(connection, tableOid, keyColumn, bounds);
    }
}
