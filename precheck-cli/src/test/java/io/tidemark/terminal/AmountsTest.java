package io.tidemark.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 kB",
        "1610612736, 1.5 GB",
        "10737418240, 10 GB",
        "9223372036854775807, 8.0 EB"
    })
    void bytes(long bytes, String words) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, less than a second", "59, 59 s", "90, 2 min", "3600, 1 h 0 min", "90000, 1 days 1 h"})
    void seconds(long seconds, String words) {
        assertThat(Amounts.seconds(seconds)).isEqualTo(words);
    }
}
