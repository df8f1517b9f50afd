package io.tidemark.job.source;

import io.tidemark.record.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the log says, message by message, in the order of pgoutput's protocol. */
interface LogHandler {

    /**
     * A transaction begins, which committed.
     *
     * @param xid the top-level transaction's id, 32 bits unsigned
     */
    void begin(long commitLsn, long commitMicros, long xid);

    /**
     * The transaction is complete.
     *
     * @param endLsn where it ends in the log: reading again from here sends only later ones
     */
    void commit(long endLsn);

    void insert(Relation relation, Row after);

    /**
     * A row was updated.
     *
     * @param before the whole old row under REPLICA IDENTITY FULL; else, where the key changed, the old key, the other columns
     *     being unchanged; else {@code null}
     */
    void update(Relation relation, @Nullable Row before, Row after);

    /**
     * A row was deleted.
     *
     * @param before the old row, or of it the key, the other columns being unchanged
     */
    void delete(Relation relation, Row before);

    void truncate(List<Relation> relations);
}
