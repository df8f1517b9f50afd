package io.tidemark.record;

import org.jspecify.annotations.Nullable;

/**
 * One committed change of one row, one truncated table, one row of the snapshot, or the begin or end of a transaction: the
 * only type that travels between the stages of the job.
 *
 * @param ordinal the number of the change within its transaction, from 1; 0 for a row of the snapshot and for BEGIN, and one
 *     more than that of the last change for COMMIT
 * @param tableOrdinal the number of the change among those of its table within the transaction, from 1; 0 for a row of
 *     the snapshot
 * @param last whether it is the last change delivered of its transaction; always false in the snapshot
 * @param before the row before the change, or of it only the key (other columns unchanged) where the replica identity gives
 *     no more; {@code null} for READ, INSERT, TRUNCATE and an UPDATE of which the log holds no old row
 * @param after the row after the change; {@code null} for DELETE and TRUNCATE
 * @param readMillis when the source read it by this machine's clock, in milliseconds since 1970-01-01 UTC
 */
public record Change(
        Operation operation,
        Table table,
        Transaction transaction,
        long ordinal,
        long tableOrdinal,
        boolean last,
        @Nullable Row before,
        @Nullable Row after,
        long readMillis) {

    public Change {
        boolean complete =
                switch (operation) {
                    case READ, INSERT -> before == null && after != null;
                    case UPDATE -> after != null;
                    case DELETE -> before != null && after == null;
                    case TRUNCATE, BEGIN, COMMIT -> before == null && after == null;
                };
        if (!complete) {
            throw new IllegalArgumentException("%s on %s at %s has %s before and %s after image"
                    .formatted(
                            operation,
                            table.label(),
                            new Position(transaction.commitLsn(), ordinal),
                            before == null ? "no" : "a",
                            after == null ? "no" : "an"));
        }
    }

    /** The begin or the end of a transaction. */
    public static Change boundary(Operation operation, Transaction transaction, long ordinal, long readMillis) {
        return new Change(operation, Table.NONE, transaction, ordinal, 0, false, null, null, readMillis);
    }

    public Position position() {
        return new Position(transaction.commitLsn(), ordinal);
    }

    /** The same change with other images, as a value function leaves it. */
    public Change withImages(@Nullable Row newBefore, @Nullable Row newAfter) {
        return new Change(operation, table, transaction, ordinal, tableOrdinal, last, newBefore, newAfter, readMillis);
    }

    /** The same change as the last of its transaction. */
    public Change asLast() {
        return new Change(operation, table, transaction, ordinal, tableOrdinal, true, before, after, readMillis);
    }

    /** Whether no value of it was cut or moved. */
    public boolean isWhole() {
        return (before == null || before.isWhole()) && (after == null || after.isWhole());
    }

    /** The same change as it was before any value was cut or moved. */
    public Change whole() {
        return withImages(before == null ? null : before.whole(), after == null ? null : after.whole());
    }

    /** The bytes of all values in both images. */
    public long payload() {
        return (before == null ? 0 : before.payload()) + (after == null ? 0 : after.payload());
    }
}
