package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.record.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerLocatorTest {

    private static final KeyLocator LOCATOR =
            new IntegerLocator(List.of("-9223372036854775807", "-10", "0", "10", "4294967295"));

    @ParameterizedTest(name = "{0} lies in chunk {1}")
    @CsvSource({
        "-9223372036854775808, 0",
        "-9223372036854775807, 1", // a bound belongs to the chunk that it begins
        "-11, 1",
        "-10, 2",
        "-1, 2",
        "0, 3",
        "9, 3", // by number, not by letter: 9 is before 10
        "10, 4",
        "100, 4",
        "4294967294, 4",
        "4294967295, 5", // an oid has no sign
        "9223372036854775807, 5",
    })
    void findsTheChunkByTheOrderOfNumbers(String key, int chunk) {
        assertThat(LOCATOR.locate(Row.of("other", key), 1)).isEqualTo(chunk);
    }

    @Test
    void aTableOfOneChunkHasNoBounds() {
        assertThat(new IntegerLocator(List.of()).locate(Row.of("7"), 0)).isZero();
    }

    @ParameterizedTest(name = "type {0}: {1}")
    @CsvSource({"20, true", "21, true", "23, true", "26, true", "25, false", "1700, false", "2950, false", "1043, false"
    })
    void knowsTheIntegerTypesOnly(int typeOid, boolean known) {
        assertThat(IntegerLocator.knows(typeOid)).isEqualTo(known);
    }
}
