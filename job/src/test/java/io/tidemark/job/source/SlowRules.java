package io.tidemark.job.source;

import io.tidemark.record.Position;

/** Other rules at a pace at which checkpoints fall into the middle of transactions. */
final class SlowRules extends ReadingRules {

    private static final long serialVersionUID = 1L;

    private static final int CHANGES = 256;
    private static final long PAUSE_MILLIS = 20;

    private final ReadingRules rules;
    private int changes;

    SlowRules(ReadingRules rules) {
        this.rules = rules;
    }

    @Override
    boolean alreadyEmitted(Position change, long changeLsn, StreamPoint emitted) {
        if (++changes % CHANGES == 0) {
            pause();
        }
        return rules.alreadyEmitted(change, changeLsn, emitted);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    boolean snapshotHolds(Visibility snapshot, long endLsn, long xid, long changeLsn) {
        return rules.snapshotHolds(snapshot, endLsn, xid, changeLsn);
    }

    @Override
    boolean driverConfirms() {
        return rules.driverConfirms();
    }

    @Override
    long confirmable(long completedLsn, long readLsn) {
        return rules.confirmable(completedLsn, readLsn);
    }
}
