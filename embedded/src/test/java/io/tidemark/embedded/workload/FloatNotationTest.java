package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatNotationTest {

    @ParameterizedTest(name = "{0} and {1} are the same number")
    @CsvSource({
        "1e+20, 100000000000000000000",
        "1e+20, 1.0E20",
        "0.10, 0.1",
        "-0, -0.000", // a zero keeps its sign ...
        "0, 0.0", // ... whatever it is
        "NaN, NaN",
        "-Infinity, -Infinity",
    })
    void writesTheSameNumberInOneWay(String one, String other) {
        assertThat(FloatNotation.canonical(one)).isEqualTo(FloatNotation.canonical(other));
    }

    @ParameterizedTest(name = "{0} and {1} are not")
    @CsvSource({"0, -0", "0.1, 0.10000000000000001", "1, -1", "Infinity, NaN", "1, 'one 1'"})
    void keepsDifferentNumbersApart(String one, String other) {
        assertThat(FloatNotation.canonical(one)).isNotEqualTo(FloatNotation.canonical(other));
    }
}
