package io.tidemark.job.source;

import io.tidemark.record.Position;

/** The rules, and four deliberately wrong ones that other tools have shipped: each must turn a test red. */
@SuppressWarnings("ImmutableEnumChecker") // rules have no state
enum KnownBad {
    /** The right ones. */
    NONE(new ReadingRules()),

    /** Finds its place again by the LSN alone, which many changes may share. */
    POSITION_BY_LSN(new ReadingRules() {
        private static final long serialVersionUID = 1L;

        @Override
        boolean alreadyEmitted(Position change, long changeLsn, StreamPoint emitted) {
            return Long.compareUnsigned(change.commitLsn(), emitted.emitted().commitLsn()) <= 0;
        }
    }),

    /** Holds a change's LSN against the chunk's, where the change may have committed later than the chunk was read. */
    FENCE_BY_LSN(new ReadingRules() {
        private static final long serialVersionUID = 1L;

        @Override
        boolean snapshotHolds(Visibility snapshot, long endLsn, long xid, long changeLsn) {
            return Long.compareUnsigned(changeLsn, endLsn) <= 0;
        }
    }),

    /** Lets the driver confirm the slot when the server says that it is alive. */
    CONFIRMED_BY_DRIVER(new ReadingRules() {
        private static final long serialVersionUID = 1L;

        @Override
        boolean driverConfirms() {
            return true;
        }
    }),

    /** Confirms what was read, before a checkpoint holds it. */
    CONFIRMED_BEFORE_CHECKPOINT(new ReadingRules() {
        private static final long serialVersionUID = 1L;

        @Override
        long confirmable(long completedLsn, long readLsn) {
            return readLsn;
        }
    });

    private final ReadingRules rules;

    KnownBad(ReadingRules rules) {
        this.rules = rules;
    }

    ReadingRules rules() {
        return rules;
    }
}
