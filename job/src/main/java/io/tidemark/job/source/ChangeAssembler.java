package io.tidemark.job.source;

import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Row;
import io.tidemark.record.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes of what the log says: gives each its position, drops what was emitted before the restart and what the
 * snapshot holds. Pure: the same messages give the same changes.
 *
 * <p>The last change of a transaction is marked, so each is held back until the next message shows whether it was.
 */
final class ChangeAssembler implements LogHandler {

    private static final Transaction NONE = new Transaction(0, 0, 0);

    private final ReadingRules rules;
    private final Fences fences;
    private final StreamPoint resumed;
    private final Set<Integer> unfenced;
    private final boolean boundaries;

    private Transaction transaction = NONE;
    private long ordinal;
    private long changeLsn;
    private long readMillis;
    private @Nullable Change held;

    private List<Change> ready = new ArrayList<>();
    private long readyBytes;
    private long startLsn;
    private Position emitted;
    private boolean inTransaction;

    /**
     * @param resumed where the checkpoint stands
     * @param boundaries whether the begin and the end of each transaction that delivers a change are delivered as well
     */
    ChangeAssembler(ReadingRules rules, Fences fences, StreamPoint resumed, boolean boundaries) {
        this.rules = rules;
        this.fences = fences;
        this.resumed = resumed;
        this.boundaries = boundaries;
        this.startLsn = resumed.startLsn();
        this.emitted = resumed.emitted();
        this.unfenced = new HashSet<>(resumed.unfenced());
    }

    /** To be told before each message: the LSN it came with, and the time. */
    void receive(long lsn, long nowMillis) {
        changeLsn = lsn;
        readMillis = nowMillis;
    }

    @Override
    public void begin(long commitLsn, long commitMicros, long xid) {
        transaction = new Transaction(xid, commitLsn, commitMicros);
        ordinal = 0;
        inTransaction = true;
        fences.begin(commitLsn);
    }

    @Override
    public void commit(long endLsn) {
        Change last = held;
        if (last != null) {
            held = null;
            release(last.asLast());
            if (boundaries) {
                release(Change.boundary(Operation.COMMIT, transaction, ordinal + 1, readMillis));
            }
        }
        inTransaction = false;
        startLsn = endLsn;
    }

    @Override
    public void insert(Relation relation, Row after) {
        add(Operation.INSERT, relation, null, after, after);
    }

    @Override
    public void update(Relation relation, @Nullable Row before, Row after) {
        if (before != null && !relation.sameKey(before, after)) {
            add(Operation.DELETE, relation, before, null, before);
            add(Operation.INSERT, relation, null, after, after);
        } else {
            add(Operation.UPDATE, relation, before, after, after);
        }
    }

    @Override
    public void delete(Relation relation, Row before) {
        add(Operation.DELETE, relation, before, null, before);
    }

    @Override
    public void truncate(List<Relation> relations) {
        for (Relation relation : relations) {
            ordinal++;
            long tableOrdinal = relation.nextOrdinal(transaction.commitLsn());
            if (!alreadyEmitted(ordinal) && !fences.hidesTruncate(relation.table(), transaction.xid(), changeLsn)) {
                hold(change(Operation.TRUNCATE, relation, tableOrdinal, null, null));
            }
        }
    }

    private void add(Operation operation, Relation relation, @Nullable Row before, @Nullable Row after, Row keyed) {
        ordinal++;
        long tableOrdinal = relation.nextOrdinal(transaction.commitLsn());
        if (alreadyEmitted(ordinal)) {
            return;
        }
        if (fences.active() && fences.hides(relation.table(), keyed, transaction.xid(), changeLsn)) {
            return;
        }
        hold(change(operation, relation, tableOrdinal, before, after));
    }

    private boolean alreadyEmitted(long number) {
        return rules.alreadyEmitted(new Position(transaction.commitLsn(), number), changeLsn, resumed);
    }

    private Change change(
            Operation operation, Relation relation, long tableOrdinal, @Nullable Row before, @Nullable Row after) {
        return new Change(
                operation, relation.table(), transaction, ordinal, tableOrdinal, false, before, after, readMillis);
    }

    private void hold(Change change) {
        if (held != null) {
            release(held);
        } else if (boundaries && !alreadyEmitted(0)) {
            release(Change.boundary(Operation.BEGIN, transaction, 0, readMillis));
        }
        held = change;
    }

    private void release(Change change) {
        ready.add(change);
        readyBytes += change.payload();
        emitted = change.position();
        if (change.operation() == Operation.TRUNCATE
                && fences.unfenced().contains(change.table().oid())) {
            // not before: if a checkpoint said so while the TRUNCATE is held back, then what the snapshot holds of the
            // same
            // transaction would come after a restart
            unfenced.add(change.table().oid());
        }
    }

    /**
     * Between transactions: the server has sent all that committed before the given LSN, so that reading may begin there,
     * although nothing of it was ours.
     *
     * @return whether that is further than before
     */
    boolean advance(long lsn) {
        if (inTransaction || Long.compareUnsigned(lsn, startLsn) <= 0) {
            return false;
        }
        startLsn = lsn;
        return true;
    }

    int readyCount() {
        return ready.size();
    }

    long readyBytes() {
        return readyBytes;
    }

    /** The changes since the last call, which now belong to the caller. */
    List<Change> take() {
        List<Change> taken = ready;
        ready = new ArrayList<>(taken.size() + 16);
        readyBytes = 0;
        return taken;
    }

    /** Where a checkpoint stands that holds all changes taken so far. */
    StreamPoint point() {
        return new StreamPoint(resumed.server(), startLsn, emitted, unfenced);
    }

    /** Where reading would begin again. */
    long startLsn() {
        return startLsn;
    }
}
