package io.tidemark.udf;

import static java.math.RoundingMode.HALF_UP;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class FloatRoundingPropertiesTest {

    @Property
    void roundsAnyDoubleAsBigDecimalDoes(@ForAll double value, @ForAll @IntRange(max = 308) int digits) {
        String text = PostgresText.of(value);

        String rounded = Applied.text(FloatRounding.forFloat8(digits), text);

        assertThat(new BigDecimal(rounded)).isEqualByComparingTo(new BigDecimal(text).setScale(digits, HALF_UP));
    }

    @Property
    void roundsDoublesOfAFewDecimalsAsBigDecimalDoes(
            @ForAll @IntRange(min = -1_000_000) int units,
            @ForAll @IntRange(max = 9) int scale,
            @ForAll @IntRange(max = 9) int digits) {
        String text = PostgresText.of(BigDecimal.valueOf(units, scale).doubleValue());

        String rounded = Applied.text(FloatRounding.forFloat8(digits), text);

        assertThat(new BigDecimal(rounded)).isEqualByComparingTo(new BigDecimal(text).setScale(digits, HALF_UP));
    }

    /** What is rounded in its bytes, and what a BigDecimal rounds, is printed alike. */
    @Property
    void itsFormIsThatOfThePrintedDecimal(
            @ForAll @LongRange(min = -100_000_000_000_000_000L, max = 100_000_000_000_000_000L) long units,
            @ForAll @IntRange(max = 19) int scale,
            @ForAll @IntRange(max = 6) int digits) {
        String text = PostgresText.of(BigDecimal.valueOf(units, scale).doubleValue());
        BigDecimal exact = new BigDecimal(text).setScale(digits, HALF_UP);
        String real = PostgresText.of(BigDecimal.valueOf(units, scale).floatValue());
        BigDecimal exactReal = new BigDecimal(real).setScale(digits, HALF_UP);

        assertThat(Applied.text(FloatRounding.forFloat8(digits), text))
                .isEqualTo(new String(FloatStyle.FLOAT8.print(exact), US_ASCII));
        assertThat(Applied.text(FloatRounding.forFloat4(digits), real))
                .isEqualTo(new String(FloatStyle.FLOAT4.print(exactReal), US_ASCII));
    }

    @Property
    void roundingAgainChangesNothing(@ForAll float value, @ForAll @IntRange(max = 38) int digits) {
        FloatRounding rounding = FloatRounding.forFloat4(digits);
        String rounded = Applied.text(rounding, PostgresText.of(value));

        assertThat(Applied.change(rounding, rounded)).isNull();
    }
}
