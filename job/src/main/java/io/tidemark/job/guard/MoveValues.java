package io.tidemark.job.guard;

import io.tidemark.record.Column;
import io.tidemark.record.Row;
import java.io.IOException;

/** Moves whole values, of any type, to where the row points to. */
final class MoveValues implements Shrinker {

    private final ValueStore store;

    MoveValues(ValueStore store) {
        this.store = store;
    }

    @Override
    public int spares(Column column, int length) {
        return length;
    }

    @Override
    public Row shrink(Row row, int index, Column column, long excess) throws IOException {
        String sha256 = Digests.sha256(row, index);
        return row.moved(index, store.keep(row.bytes(), row.offset(index), row.length(index), sha256), sha256);
    }
}
