package io.tidemark.job.guard;

import io.tidemark.record.Column;
import io.tidemark.record.Row;
import java.io.IOException;

/** A way to make a row smaller by one of its values. */
interface Shrinker {

    /** How many of its bytes a value of the column can do without; 0 if it must stay as it is. */
    int spares(Column column, int length);

    /**
     * The row with less of the value, and marked so.
     *
     * @param excess how many bytes the change has too many
     */
    Row shrink(Row row, int index, Column column, long excess) throws IOException;
}
