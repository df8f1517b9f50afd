package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void doublesUpToAMinute() {
        Backoff backoff = new Backoff();

        assertThat(Stream.generate(() -> backoff.afterFailureAt(NOON)).limit(8).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void beginsAgainAfterFiveGoodMinutes() {
        Backoff backoff = new Backoff();
        backoff.afterFailureAt(NOON);
        backoff.afterFailureAt(NOON);

        assertThat(backoff.afterFailureAt(NOON.plusSeconds(300))).hasSeconds(4);
        assertThat(backoff.afterFailureAt(NOON.plusSeconds(601))).hasSeconds(1);
    }
}
