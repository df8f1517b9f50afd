package io.tidemark.embedded.workload;

import java.util.List;

/**
 * What one transaction changed, in the order of its statements, without what its savepoints took back.
 *
 * @param xid the transaction's id by {@code pg_current_xact_id()}, 64 bits
 * @param begun a tick of the log's clock before BEGIN was sent
 * @param ended a tick of the log's clock after COMMIT had returned; so a transaction that ended before another began stands
 *     before it in commit order
 */
public record CommittedTransaction(long xid, long begun, long ended, List<RowChange> changes) {

    /** The end of a transaction whose COMMIT never returned. */
    public static final long NEVER_RETURNED = Long.MAX_VALUE;

    public CommittedTransaction {
        changes = List.copyOf(changes);
    }
}
