package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void showsEachRoundAndTheRatiosWithinIt() {
        // in the second round everything takes twice as long, and the snapshot four times
        Report report = new Report(List.of(round(1000, 2000), round(2000, 8000)));

        assertThat(report.table()).isEqualTo("""
                rows/s                                       round 1     round 2      median
                COPY TO STDOUT, one session                1,000,000     500,000     750,000
                snapshot, last row emitted                   500,000     125,000     312,500
                snapshot, last row in a finished file        400,000     117,647     258,824
                bare drain of the slot                       100,000     100,000     100,000
                stream, last change emitted                   50,000      50,000      50,000
                stream, last change in a finished file        25,000      25,000      25,000

                ratio, within each round                         min      median         max
                snapshot, last row emitted                      0.25        0.38        0.50   of COPY TO STDOUT, one session
                snapshot, last row in a finished file           0.24        0.32        0.40   of COPY TO STDOUT, one session
                stream, last change emitted                     0.50        0.50        0.50   of bare drain of the slot
                stream, last change in a finished file          0.25        0.25        0.25   of bare drain of the slot

                CPU seconds per million rows, median          reader      server
                COPY TO STDOUT, one session                     3.00        1.50
                snapshot, last row emitted                     10.00        5.00
                snapshot, last row in a finished file          11.00        5.50
                bare drain of the slot                         20.00       10.00
                stream, last change emitted                    40.00       20.00
                stream, last change in a finished file         80.00       40.00
                """);
    }

    @Test
    void aRoundHoldsEveryContender() {
        assertThatThrownBy(() -> new Round(Map.of(Contender.COPY, run(1000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the round lacks 'snapshot, last row emitted'");
    }

    @Test
    void noTimeIsNoMeasurement() {
        assertThatThrownBy(() -> run(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1000000 rows in PT0S are no measurement");
    }

    private static Round round(long copyMillis, long snapshotMillis) {
        return new Round(Map.of(
                Contender.COPY, run(copyMillis),
                Contender.SNAPSHOT_EMITTED, run(snapshotMillis),
                Contender.SNAPSHOT_PUBLISHED, run(snapshotMillis + 500),
                Contender.DRAIN, run(10_000),
                Contender.STREAM_EMITTED, run(20_000),
                Contender.STREAM_PUBLISHED, run(40_000)));
    }

    /** A million rows, with twice the time for the reader's CPU and the time for the server's. */
    private static Run run(long millis) {
        return new Run(1_000_000, Duration.ofMillis(millis), Duration.ofMillis(2 * millis), Duration.ofMillis(millis));
    }
}
