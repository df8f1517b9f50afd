package io.tidemark.job.source;

import io.tidemark.record.Position;
import java.io.Serializable;

/**
 * The four decisions that exactness hangs on, in one place. Not final, so that tests can put a known-bad one in and see that
 * they notice; production code knows no other than this.
 */
class ReadingRules implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Whether a change was emitted before the restart.
     *
     * @param emitted the position of the last change in the checkpoint
     * @param changeLsn the LSN of the change's own WAL record, which other changes may share
     */
    boolean alreadyEmitted(Position change, long changeLsn, StreamPoint emitted) {
        return !change.isAfter(emitted.emitted());
    }

    /** Whether the snapshot of a chunk holds what the transaction changed in it. */
    boolean snapshotHolds(Visibility snapshot, long endLsn, long xid, long changeLsn) {
        return snapshot.sees(xid);
    }

    /** Whether the driver may confirm the slot by itself, on keep-alives. */
    boolean driverConfirms() {
        return false;
    }

    /** How far the slot may be confirmed. */
    long confirmable(long completedLsn, long readLsn) {
        return completedLsn;
    }
}
