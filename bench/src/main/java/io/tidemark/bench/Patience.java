package io.tidemark.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what takes long, but not for ever. */
final class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Instant deadline = Instant.now().plus(LONGEST);
    private final String wanted;

    private Patience(String wanted) {
        this.wanted = wanted;
    }

    /** Returns once it is so. */
    static void until(String wanted, long betweenLooksMillis, Callable<Boolean> isSo) throws Exception {
        Patience patience = new Patience(wanted);
        while (!isSo.call()) {
            patience.pause(betweenLooksMillis);
        }
    }

    private void pause(long millis) {
        if (Instant.now().isAfter(deadline)) {
            throw new BenchException("waited %d minutes for %s".formatted(LONGEST.toMinutes(), wanted));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while waiting for " + wanted);
        }
    }
}
