package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {

    private static final SnapshotSize SIZE = new SnapshotSize(7, 2_700_000);

    @Test
    void showsHowFarTheSnapshotIs() {
        assertThat(ProgressLine.of(SIZE, snapshot(0, 994_567, 2), snapshot(2, 1_234_567, 3)))
                .isEqualTo("snapshot  3/7 tables  1,234,567 rows  45 %  120,000 rows/s  00:12 left");
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
        Sample before = sample(0, OptionalLong.of(0), OptionalInt.empty());
        Sample now = sample(2, OptionalLong.of(50), OptionalInt.empty());

        assertThat(ProgressLine.of(null, before, now)).isEqualTo("snapshot  50 rows  25 rows/s");
        assertThat(ProgressLine.of(SIZE, before, now))
                .isEqualTo("snapshot  7 tables  50 rows  0 %  25 rows/s  29:59:58 left");
    }

    @Test
    void doesNotCallItASnapshotBeforeARowIsRead() {
        assertThat(ProgressLine.of(SIZE, snapshot(0, 0, 0), snapshot(2, 0, 0))).isEqualTo("the job is starting");
        assertThat(ProgressLine.of(new SnapshotSize(1, 0), snapshot(0, 0, 0), snapshot(2, 8, 0)))
                .isEqualTo("snapshot  0/1 table  8 rows  4 rows/s");
    }

    @Test
    void neverSaysThatTheSnapshotIsCompleteBeforeItIs() {
        assertThat(ProgressLine.of(SIZE, snapshot(0, 2_700_000, 6), snapshot(2, 2_900_000, 6)))
                .isEqualTo("snapshot  6/7 tables  2,900,000 rows  99 %  100,000 rows/s");
    }

    @Test
    void countsFromZeroWhenARestartResetTheCounters() {
        assertThat(ProgressLine.of(null, snapshot(0, 1_000_000, 3), snapshot(2, 40, 3)))
                .isEqualTo("snapshot  40 rows  20 rows/s");
    }

    @Test
    void showsHowFarTheStreamIsBehind() {
        assertThat(ProgressLine.of(SIZE, stream(0, 1_000, 400, 12_345), stream(2, 5_690, 400, 12_345)))
                .isEqualTo("stream  2,345 rows/s  behind 0.4 s, 12 kB of WAL");
        assertThat(ProgressLine.of(SIZE, stream(0, 0, 0, 0), stream(2, 0, 0, 0)))
                .isEqualTo("stream  0 rows/s  behind 0.0 s, 0 B of WAL");
        assertThat(ProgressLine.of(SIZE, stream(0, 0, 0, 0), stream(2, 0, 75_040, 3_210_000_000L)))
                .isEqualTo("stream  0 rows/s  behind 75.0 s, 3,210 MB of WAL");
    }

    @Test
    void showsTheStreamWithoutASourceToAsk() {
        Sample now = new Sample(
                Instant.ofEpochSecond(2),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.of(10),
                OptionalLong.of(26_714_560),
                OptionalLong.empty(),
                OptionalLong.empty());

        assertThat(ProgressLine.of(null, now, now)).isEqualTo("stream  0 rows/s");
    }

    @Test
    void saysThatThereAreNoFiguresYet() {
        Sample nothing = sample(0, OptionalLong.empty(), OptionalInt.empty());

        assertThat(ProgressLine.of(SIZE, nothing, nothing)).isEqualTo("no figures from the job yet");
    }

    private static Sample snapshot(int second, long rows, int tablesDone) {
        return sample(second, OptionalLong.of(rows), OptionalInt.of(tablesDone));
    }

    private static Sample sample(int second, OptionalLong rows, OptionalInt tablesDone) {
        return new Sample(
                Instant.ofEpochSecond(second),
                rows,
                tablesDone,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static Sample stream(int second, long changes, long behindMillis, long walBytes) {
        return new Sample(
                Instant.ofEpochSecond(second),
                OptionalLong.of(1_000_000),
                OptionalInt.of(7),
                OptionalLong.of(changes),
                OptionalLong.of(26_714_560),
                OptionalLong.of(behindMillis),
                OptionalLong.of(walBytes));
    }
}
