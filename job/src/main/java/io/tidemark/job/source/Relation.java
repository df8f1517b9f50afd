package io.tidemark.job.source;

import io.tidemark.record.Row;
import io.tidemark.record.Table;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table as a Relation message of the log describes it, until the next one for the same table. */
final class Relation {

    private final Table table;
    private final int[] key;
    private long countedTransaction;
    private long count;

    /** @param predecessor what described the table before; a transaction may alter a table between two changes of it */
    Relation(Table table, @Nullable Relation predecessor) {
        this.table = table;
        this.key = IntStream.range(0, table.columns().size())
                .filter(i -> table.columns().get(i).key())
                .toArray();
        if (predecessor != null) {
            countedTransaction = predecessor.countedTransaction;
            count = predecessor.count;
        }
    }

    Table table() {
        return table;
    }

    /** The number of the next change of this table in the transaction that commits at the given LSN, from 1. */
    long nextOrdinal(long commitLsn) {
        if (countedTransaction != commitLsn) {
            countedTransaction = commitLsn;
            count = 0;
        }
        return ++count;
    }

    /** Whether two rows have the same key, byte for byte; a key that the log left out did not change. */
    boolean sameKey(Row one, Row other) {
        for (int column : key) {
            if (!one.isUnchanged(column) && !other.isUnchanged(column) && !sameValue(one, other, column)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameValue(Row one, Row other, int column) {
        int length = one.length(column);
        if (length != other.length(column)) {
            return false;
        }
        int from = one.offset(column);
        int otherFrom = other.offset(column);
        for (int i = 0; i < length; i++) {
            if (one.bytes()[from + i] != other.bytes()[otherFrom + i]) {
                return false;
            }
        }
        return true;
    }
}
