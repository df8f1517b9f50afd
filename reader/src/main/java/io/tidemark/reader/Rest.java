package io.tidemark.reader;

import java.time.Duration;

/** How long to wait before looking for new files again. */
final class Rest {

    private static final Duration POLL = Duration.ofMillis(100);

    /** A look at a huge directory takes long; then we look less often, and spend a tenth of the time on it. */
    private static final int SHARE = 9;

    private Rest() {}

    static Duration after(long nanosOfLook) {
        Duration rest = Duration.ofNanos(SHARE * nanosOfLook);
        return rest.compareTo(POLL) > 0 ? rest : POLL;
    }
}
