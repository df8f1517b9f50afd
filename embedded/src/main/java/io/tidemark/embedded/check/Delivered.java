package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One record as the consumer printed it.
 *
 * @param line the number of its line, from 1
 * @param seen the tick of the log's clock when it was read
 * @param table {@code null} for a table that is not the workload's
 * @param label the table's schema and name
 * @param operation the letter of the envelope
 * @param key empty for TRUNCATE and for tables that are not the workload's
 * @param version the row's {@code v} after the change; 0 where it has none
 * @param xid the transaction's id, 32 bits; -1 for a row of the snapshot
 * @param transaction the transaction's id as the record has it; empty for a row of the snapshot
 * @param unchanged the columns, as bits, that the record says the change left alone
 * @param flaw what is wrong with the record's form, if anything
 */
record Delivered(
        long line,
        long seen,
        @Nullable ShopTable table,
        String label,
        char operation,
        String key,
        long version,
        long commitLsn,
        long ordinal,
        long tableOrdinal,
        long xid,
        String transaction,
        boolean last,
        @Nullable Image before,
        @Nullable Image after,
        long unchanged,
        @Nullable String flaw) {

    boolean isSnapshotRow() {
        return operation == 'r';
    }

    /** Whether it stands at or before another in the log. */
    boolean isNotAfter(Delivered other) {
        int byCommit = Long.compareUnsigned(commitLsn, other.commitLsn);
        return byCommit < 0 || (byCommit == 0 && ordinal <= other.ordinal);
    }

    boolean samePosition(Delivered other) {
        return commitLsn == other.commitLsn && ordinal == other.ordinal;
    }

    boolean saysUnchanged(int column) {
        return (unchanged >>> column & 1) == 1;
    }

    String position() {
        return String.format(Locale.ROOT, "%X/%X#%d", commitLsn >>> 32, commitLsn & 0xFFFFFFFFL, ordinal);
    }

    Example example(Fault fault, String what) {
        return new Example(fault, label, key, version, position(), what);
    }
}
