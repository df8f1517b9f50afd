package io.tidemark.embedded.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The client's own record of what the server said it committed: the truth that everything downstream is measured by. It
 * owes nothing to the write-ahead log or to any decoder. Safe for use by several threads.
 */
public final class CommitLog {

    private final List<CommittedTransaction> committed = new ArrayList<>();
    private final List<CommittedTransaction> unknown = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private final AtomicLong clock = new AtomicLong();
    private long changes;
    private long lastVersion;

    /** The next tick of the clock that orders begins and ends. */
    public long tick() {
        return clock.incrementAndGet();
    }

    /** The last tick so far: whatever begins from now on has a later one. */
    public long now() {
        return clock.get();
    }

    /** Takes in a transaction whose COMMIT returned. */
    public synchronized void committed(CommittedTransaction transaction) {
        committed.add(transaction);
        known.add(transaction.xid());
        changes += transaction.changes().size();
        for (RowChange change : transaction.changes()) {
            lastVersion = Math.max(lastVersion, change.version());
        }
    }

    /** Takes note that a transaction was rolled back, by the client or by the server. */
    synchronized void rolledBack(long xid) {
        known.add(xid);
    }

    /** Takes in a transaction of which nobody knows whether its COMMIT came to the server. */
    synchronized void unknown(CommittedTransaction transaction) {
        unknown.add(transaction);
    }

    /** The transactions whose outcome is still to be asked for. */
    synchronized List<CommittedTransaction> unknown() {
        return List.copyOf(unknown);
    }

    /**
     * Settles a transaction whose outcome was unknown.
     *
     * @param statusCommitted what {@code pg_xact_status} said; it is not believed where another transaction of this
     *     client was given the same id, because a server that crashes may give the id of a lost transaction once more
     */
    synchronized void resolve(CommittedTransaction transaction, boolean statusCommitted) {
        if (unknown.remove(transaction) && statusCommitted && !known.contains(transaction.xid())) {
            committed(transaction);
        }
    }

    /** What was committed so far, in the order in which the commits returned. */
    public synchronized List<CommittedTransaction> transactions() {
        return List.copyOf(committed);
    }

    /** How many transactions have an outcome that is not known. */
    public synchronized int unresolved() {
        return unknown.size();
    }

    /** How many changes were committed so far. */
    public synchronized long changes() {
        return changes;
    }

    /** The highest version of a committed change so far. */
    public synchronized long lastVersion() {
        return lastVersion;
    }
}
