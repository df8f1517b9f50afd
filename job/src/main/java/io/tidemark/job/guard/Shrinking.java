package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Row;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a change fit by its largest values, one after the other until it does; never by a value of the key. */
final class Shrinking {

    private static final int NONE = -1;

    private final Shrinker shrinker;
    private final Change change;
    private final List<Column> columns;
    private @Nullable Row before;
    private @Nullable Row after;

    private Shrinking(Shrinker shrinker, Change change) {
        this.shrinker = shrinker;
        this.change = change;
        this.columns = change.table().columns();
        this.before = change.before();
        this.after = change.after();
    }

    /** The change with at most {@code limit} bytes of values; {@code null}, and nothing done, if that can't be. */
    static @Nullable Change toFit(Change change, long limit, Shrinker shrinker) throws IOException {
        Shrinking shrinking = new Shrinking(shrinker, change);
        long excess = change.payload() - limit;
        if (shrinking.spares(change.before()) + shrinking.spares(change.after()) < excess) {
            return null;
        }
        while (excess > 0) {
            shrinking.shrinkLargest(excess);
            excess = shrinking.payload() - limit;
        }
        return change.withImages(shrinking.before, shrinking.after);
    }

    private long spares(@Nullable Row row) {
        long sum = 0;
        for (int i = 0; row != null && i < row.size(); i++) {
            sum += spares(row, i);
        }
        return sum;
    }

    private int spares(Row row, int index) {
        Column column = columns.get(index);
        boolean mayShrink = !column.key() && row.length(index) > 0 && row.mark(index) == null;
        return mayShrink ? shrinker.spares(column, row.length(index)) : 0;
    }

    private long payload() {
        return change.withImages(before, after).payload();
    }

    /** Of two alike, it is the old row's value that is shrunk. */
    private void shrinkLargest(long excess) throws IOException {
        int largestBefore = largest(before);
        int largestAfter = largest(after);
        if (before != null && length(before, largestBefore) >= length(after, largestAfter)) {
            before = shrinker.shrink(before, largestBefore, columns.get(largestBefore), excess);
        } else if (after != null) {
            after = shrinker.shrink(after, largestAfter, columns.get(largestAfter), excess);
        }
    }

    private static int length(@Nullable Row row, int index) {
        return row == null || index == NONE ? NONE : row.length(index);
    }

    private int largest(@Nullable Row row) {
        int largest = NONE;
        for (int i = 0; row != null && i < row.size(); i++) {
            if (spares(row, i) > 0 && row.length(i) > length(row, largest)) {
                largest = i;
            }
        }
        return largest;
    }
}
