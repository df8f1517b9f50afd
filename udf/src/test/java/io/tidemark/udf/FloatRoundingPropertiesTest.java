package io.tidemark.udf;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

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

    @Property
    void roundingAgainChangesNothing(@ForAll float value, @ForAll @IntRange(max = 38) int digits) {
        FloatRounding rounding = FloatRounding.forFloat4(digits);
        String rounded = Applied.text(rounding, PostgresText.of(value));

        assertThat(Applied.change(rounding, rounded)).isNull();
    }
}
