package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPointTest {

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
        assertThat(StartPoint.parse(text)).isEqualTo(new StartPoint.At(time));
    }

    @Test
    void readsTheTwoEnds() {
        assertThat(StartPoint.parse("earliest")).isEqualTo(new StartPoint.Earliest());
        assertThat(StartPoint.parse("latest")).isEqualTo(new StartPoint.Latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Earliest", "now", "2026-11-01", "2026-11-01T12:00:00", "1793534400000", "12:00Z"})
    void refusesWhatIsNoSingleTime(String text) {
        assertThatThrownBy(() -> StartPoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be 'earliest', 'latest' or a time with its offset, like 2026-11-01T12:00:00Z or"
                        + " 2026-11-01T20:00:00+08:00, but was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest", "2026-11-01T12:00:00Z"})
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
}
