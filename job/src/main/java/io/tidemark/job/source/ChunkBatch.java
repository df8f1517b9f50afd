package io.tidemark.job.source;

import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.jspecify.annotations.Nullable;

/** A whole chunk of the snapshot. */
final class ChunkBatch extends ChangeBatch {

    private final @Nullable Table table;
    private final ChunkRows rows;
    private final Transaction transaction;
    private final ChunkMark mark;

    /** @param table {@code null} if it was dropped before it was read; then there are no rows */
    ChunkBatch(@Nullable Table table, ChunkRows rows, Transaction transaction, ChunkMark mark) {
        this.table = table;
        this.rows = rows;
        this.transaction = transaction;
        this.mark = mark;
    }

    ChunkMark mark() {
        return mark;
    }

    @Override
    void emit(SourceOutput<Change> output, SourceSplitState state, SourceMetrics metrics) throws IOException {
        Table shape = table;
        if (shape != null) {
            long now = System.currentTimeMillis();
            rows.drainTo(
                    row -> output.collect(new Change(Operation.READ, shape, transaction, 0, 0, false, null, row, now)));
        }
        metrics.chunk(rows.count());
        rows.close();
        state.asSnapshotSplitState().setHighWatermark(mark.toOffset());
    }
}
