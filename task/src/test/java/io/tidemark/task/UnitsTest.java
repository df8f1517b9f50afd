package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S, 90s", "720m, PT12H, 720m", "24h, PT24H, 1440m", "7d, PT168H, 10080m", "60s, PT1M, 1m"})
    void readsADurationAndShowsItInMinutesIfItCan(String text, Duration duration, String shown) {
        assertThat(Units.duration(text)).isEqualTo(duration);
        assertThat(Units.show(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "m", "10", "0s", "-1m", "1.5h", "10M", "10 min", "999999999999999999d", "1e3s", "1m30s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Units.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a duration such as 90s, 720m, 24h or 7d, but was '%s'", text);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1048576", "1B, 1", "64KiB, 65536", "16MiB, 16777216", "16 MiB, 16777216", "1GiB, 1073741824"})
    void readsASize(String text, long bytes) {
        assertThat(Units.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "16MB", "16mib", "1.5GiB", "1TiB", "999999999999999999GiB", "99999999999999999999"
            })
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Units.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a size such as 64KiB, 16MiB, 1GiB or 1048576, but was '%s'", text);
    }
}
