package io.tidemark.record;

/**
 * The transaction that changes belong to, shared by reference by all of them; for rows of the snapshot, the transaction
 * that read them.
 *
 * @param xid the top-level transaction id as the protocol's {@code Begin} message has it, 32 bits unsigned; 0 for the
 *     snapshot
 * @param commitLsn the LSN of the commit record; for the snapshot an LSN that the rows were read at or after
 * @param commitMicros when it committed by the server's clock, or when the snapshot was taken, in microseconds since
 *     1970-01-01 UTC
 */
public record Transaction(long xid, long commitLsn, long commitMicros) {

    /** What a consumer groups changes by: {@code xid:commitLsn}, both decimal, as Debezium writes it. */
    public String id() {
        return xid + ":" + Long.toUnsignedString(commitLsn);
    }
}
