package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPointTest {

    private static final long TIME = 1_793_534_400_000L; // 2026-11-01T12:00:00Z

    private final SinkDirectory sink;

    StartPointTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T12:00:00Z, 2026-11-01T12:00:00Z",
        "2026-11-01T12:00Z, 2026-11-01T12:00:00Z",
        "2026-11-01T12:00:00.123456Z, 2026-11-01T12:00:00.123456Z",
        "2026-11-01T20:00:00+08:00, 2026-11-01T12:00:00Z",
        "2026-11-01T06:30:00.5-05:30, 2026-11-01T12:00:00.500Z",
    })
    void readsATimeWithItsOffset(String text, Instant time) {
        assertThat(StartPoint.parse(text)).isEqualTo(new StartPoint.AtTime(time));
    }

    @Test
    void readsTheTwoEnds() {
        assertThat(StartPoint.parse("earliest")).isEqualTo(new StartPoint.Earliest());
        assertThat(StartPoint.parse("latest")).isEqualTo(new StartPoint.Latest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Earliest",
                "now",
                "2026-11-01",
                "2026-11-01T12:00:00",
                "1793534400000",
                "12:00Z",
                "0/",
                "/12",
                "0/X",
                "0/1#",
                "1#2"
            })
    void refusesWhatIsNoSinglePoint(String text) {
        assertThatThrownBy(() -> StartPoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be 'earliest', 'latest', a time with its offset, like 2026-11-01T12:00:00Z or"
                        + " 2026-11-01T20:00:00+08:00, or an LSN, like 0/197A1C0, but was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0/197A1C0, 0/197A1C0#0",
        "1/0, 1/0#0",
        "0/197A1C0#3, 0/197A1C0#3", // as a record has it
    })
    void readsAnLsnOrAPosition(String text, String position) {
        assertThat(StartPoint.parse(text)).isEqualTo(new StartPoint.AtPosition(Position.parse(position)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest"})
    void isNowhereYetWhereNothingIsVisible(String text) throws IOException {
        assertThat(StartPoint.parse(text).locate(sink.files())).isNull();
    }

    @Test
    void earliestIsTheFirstRecordThatIsKept() throws IOException {
        sink.finish(bucket(1), 0, "a");
        Part kept = sink.finish(bucket(2), 0, "a");
        sink.keepFrom(bucket(2));

        assertThat(StartPoint.parse("earliest").locate(sink.files())).isEqualTo(new Place(kept, 0));
    }

    @Test
    void latestIsTheEndOfTheLastFile() throws IOException {
        sink.finish(bucket(1), 10, "a");
        sink.finish(bucket(2), 9, "a");
        Part last = sink.finish(bucket(2), 10, "abc");

        assertThat(StartPoint.parse("latest").locate(sink.files())).isEqualTo(new Place(last, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "0/197A1C0, 1", // whatever of it is kept
        "0/197A1C0#1, 1",
        "0/197A1C0#2, 2",
        "0/197A1C0#3, 3",
        "0/197A1C0#4, 3",
        "2026-11-01T12:00:00.001Z, 1",
        "2026-11-01T12:00:00.002Z, 2",
        "2026-11-01T12:00:00.0025Z, 2", // records know milliseconds only
    })
    void aPointWithinWhatIsKeptIsTheFirstRecordThatIsNotBefore(String text, int expected) throws IOException {
        Part part = sink.finish(bucket(1), 0, change(1, TIME + 1), change(2, TIME + 2), change(4, TIME + 4));

        Place place = new Place(part, (expected - 1) * (change(1, TIME).length() + 1L));
        assertThat(StartPoint.parse(text).locate(sink.files())).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T12:00:00Z, before, To begin with the oldest record of it: earliest",
        "0/1, before, To begin with the oldest record of it: earliest",
        "0/197A1C0#1, before, To begin with the oldest record of it: earliest",
        "2026-11-01T12:00:00.006Z, after, To begin with whatever comes next: latest",
        "0/197A1C0#6, after, To begin with whatever comes next: latest",
        "0/197A1C1, after, To begin with whatever comes next: latest",
    })
    void refusesAPointOutsideOfWhatIsKept(String text, String side, String wayOut) throws IOException {
        sink.finish(bucket(2), 0, change(2, TIME + 2), change(3, TIME + 3));
        sink.finish(bucket(3), 0, change(5, TIME + 5));

        assertThatThrownBy(() -> StartPoint.parse(text).locate(sink.files()))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "%s is %s all that is kept. Kept is 0001-0000000000000000002 (from 2026-11-01T12:00:00.002Z,"
                                        .formatted(text, side)
                                + " 0/197A1C0#2) to 0001-0000000000000000003 (to 2026-11-01T12:00:00.005Z, 0/197A1C0#5). "
                                + wayOut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T12:00:00Z", "0/197A1C0"})
    void refusesAPointWhereNothingIsKeptYet(String text) {
        assertThatThrownBy(() -> StartPoint.parse(text).locate(sink.files()))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        text
                                + " is not within what is kept: no record is there yet. To begin with the first that comes: earliest");
    }
}
