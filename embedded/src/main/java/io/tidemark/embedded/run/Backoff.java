package io.tidemark.embedded.run;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before a server is started again: twice as long each time, until it has run well for a while. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration WELL = Duration.ofMinutes(5);

    private Duration next = FIRST;
    private Instant lastFailure = Instant.MIN;

    Duration afterFailureAt(Instant failure) {
        if (lastFailure.isBefore(failure.minus(WELL))) {
            next = FIRST;
        }
        lastFailure = failure;
        Duration wait = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return wait;
    }
}
