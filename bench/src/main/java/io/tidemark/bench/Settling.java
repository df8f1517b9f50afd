package io.tidemark.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits until a size does not change any more: what has arrived is counted only then, as counting costs CPU time. */
final class Settling {

    /** Longer than two checkpoints are apart, on a busy machine too. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private long size = -1;
    private Instant changed = Instant.now();

    /** Returns once {@code size} has been the same for a while, and is not nothing. */
    void await(long betweenLooksMillis, Runnable contender, Callable<Long> size) throws Exception {
        changed = Instant.now();
        Patience.until("the last row", betweenLooksMillis, () -> {
            contender.run();
            return isQuiet(size.call());
        });
    }

    private boolean isQuiet(long now) {
        if (now != size) {
            size = now;
            changed = Instant.now();
        }
        return size > 0 && Duration.between(changed, Instant.now()).compareTo(QUIET) > 0;
    }
}
