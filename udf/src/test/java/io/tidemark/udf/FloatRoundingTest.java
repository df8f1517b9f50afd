package io.tidemark.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatRoundingTest {

    @ParameterizedTest(name = "{1} to {0} places is {2}")
    @CsvSource({
        "2, 1.234, 1.23",
        "2, 1.2, 1.2",
        "2, 1.999, 2", // PostgreSQL prints no zeros after the point that are not needed
        "0, 12.5, 13",
        "1, 0.25, 0.3", // a tie goes away from zero ...
        "1, -0.25, -0.3", // ... on either side of it
        "2, 1.005, 1.01", // a tie by the decimal that is printed; the double behind it is a little less
        "2, 2.675, 2.68",
        "2, 0.004, 0",
        "2, -0.004, 0", // numeric has no -0
        "2, 0.005, 0.01",
        "4, 0.00012, 0.0001", // the smallest decimal exponent that is printed plainly is -4 ...
        "5, 1.4e-05, 1e-05", // ... and two digits are the least in an exponent
        "6, 1.26e-05, 1.3e-05",
        "5, 9.9e-05, 0.0001", // rounding up leaves the form with an exponent
        "308, 5e-324, 0", // the smallest double has 324 decimals
        "308, 1.5e-308, 2e-308",
        "308, 2.2250738585072014e-308, 2e-308",
        "0, 99999999999999.9, 100000000000000", // the largest decimal exponent that is printed plainly is 14 ...
        "0, 999999999999999.9, 1e+15", // ... and rounding up may lead over it
        "1, 123456789012345.67, 123456789012345.7",
        "17, 0.12345678901234568, 0.12345678901234568",
        "16, 0.12345678901234568, 0.1234567890123457",
    })
    void roundsADoubleOnTheDecimalThatIsPrinted(int digits, String value, String expected) {
        assertThat(Applied.text(FloatRounding.forFloat8(digits), value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} to {0} places is {2}")
    @CsvSource({
        "2, 3.14159, 3.14",
        "0, 99999.9, 100000", // a real is printed plainly up to the decimal exponent 5 ...
        "0, 999999.9, 1e+06", // ... which a double is up to 14
        "38, 1.4e-45, 0", // the smallest real
        "38, 1.1754944e-38, 1e-38",
        "38, 1.5e-38, 2e-38",
    })
    void roundsARealInTheFormOfAReal(int digits, String value, String expected) {
        assertThat(Applied.text(FloatRounding.forFloat4(digits), value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-17",
                "NaN",
                "Infinity",
                "-Infinity",
                "1.25",
                "-1.25",
                "1e+15",
                "1e+20",
                "1.7e+308",
                "1.2345678901234567e+16", // as many decimals as its exponent takes away
                "1e-02",
                "123456.78"
            })
    void copiesNothingIfThereIsNothingToRound(String value) {
        assertThat(Applied.change(FloatRounding.forFloat8(2), value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1,5", "1e", "1e+", "1e1234", "1e+5x", ".5", "abc", "1.5 ", "0x1p3"})
    void refusesWhatIsNoNumberWithoutRepeatingIt(String value) {
        FloatRounding rounding = FloatRounding.forFloat8(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Applied.text(rounding, value))
                .withMessage(
                        "expected a floating-point number as PostgreSQL prints it, but a value of %d bytes is none",
                        value.length());
    }

    @Test
    void takesAsManyDigitsAsTheTypeCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatRounding.forFloat4(39))
                .withMessage("digits of a float4 must be 0 to 38, but was 39");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatRounding.forFloat8(309))
                .withMessage("digits of a float8 must be 0 to 308, but was 309");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatRounding.forFloat8(-1))
                .withMessage("digits of a float8 must be 0 to 308, but was -1");
    }
}
