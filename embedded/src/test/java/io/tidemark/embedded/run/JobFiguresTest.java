package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.FlinkRest.Figure;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class JobFiguresTest {

    @Test
    void countersAreAddedUpAndGaugesAreThoseOfTheOneStream() {
        Sample sample = JobFigures.sample(
                Map.of(
                        "snapshotRows", new Figure(400, 600, 1_000),
                        "tablesDone", new Figure(0, 3, 3),
                        "streamChanges", new Figure(0, 70, 70),
                        "position", new Figure(0, 26_714_560, 26_714_560),
                        "behindMillis", new Figure(0, 400, 400)),
                OptionalLong.of(26_714_999));

        assertThat(sample)
                .isEqualTo(new Sample(
                        sample.at(),
                        OptionalLong.of(1_000),
                        OptionalInt.of(3),
                        OptionalLong.of(70),
                        OptionalLong.of(26_714_560),
                        OptionalLong.of(400),
                        OptionalLong.of(439)));
    }

    @Test
    void thereIsNoWalToBeBehindWhileTheSnapshotIsRead() {
        Sample sample = JobFigures.sample(Map.of("position", new Figure(0, 0, 0)), OptionalLong.of(26_714_999));

        assertThat(sample.walBytes()).isEmpty();
        assertThat(sample.isStreaming()).isFalse();
    }

    @Test
    void aJobWithoutFiguresIsKnownAsSuch() {
        assertThat(JobFigures.sample(Map.of(), OptionalLong.empty()).knowsNothing())
                .isTrue();
    }
}
