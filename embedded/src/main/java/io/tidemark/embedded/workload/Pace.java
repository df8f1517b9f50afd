package io.tidemark.embedded.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps all clients together to a rate of changes: whoever made changes waits until they are due. */
final class Pace {

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final long nanosPerChange;
    private long due = System.nanoTime();

    Pace(int changesPerSecond) {
        this.nanosPerChange = changesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / changesPerSecond;
    }

    /** Counts what was made; does not wait. */
    synchronized void made(int changes) {
        // what was not used up to now is not saved for later
        due = Math.max(due, System.nanoTime() - LONGEST_PAUSE) + changes * nanosPerChange;
    }

    /** Waits a little if it is too early for more; returns whether it is time now. */
    boolean ready() {
        long early = due() - System.nanoTime();
        if (early > 0) {
            LockSupport.parkNanos(Math.min(early, LONGEST_PAUSE));
        }
        return due() <= System.nanoTime();
    }

    private synchronized long due() {
        return due;
    }
}
