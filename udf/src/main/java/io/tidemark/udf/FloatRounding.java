package io.tidemark.udf;

import static java.math.RoundingMode.HALF_UP;

import org.jspecify.annotations.Nullable;

/**
 * Rounds a {@code real} or {@code double precision} to a number of decimal places, ties away from zero, as {@code
 * round(numeric, int)} does.
 *
 * <p>A tie is judged on the decimal that PostgreSQL prints and people see, not on the binary fraction behind it. NaN, the
 * infinities and both zeros have nothing to round.
 */
public final class FloatRounding implements ValueFunction {

    private final int digits;
    private final FloatStyle style;

    private FloatRounding(int digits, int mostDigits, FloatStyle style) {
        if (digits < 0 || digits > mostDigits) {
            throw new IllegalArgumentException(
                    "digits of a %s must be 0 to %d, but was %d".formatted(style.typeName(), mostDigits, digits));
        }
        this.digits = digits;
        this.style = style;
    }

    /** For {@code real}; {@code digits} is 0 to 38. */
    public static FloatRounding forFloat4(int digits) {
        return new FloatRounding(digits, 38, FloatStyle.FLOAT4);
    }

    /** For {@code double precision}; {@code digits} is 0 to 308. */
    public static FloatRounding forFloat8(int digits) {
        return new FloatRounding(digits, 308, FloatStyle.FLOAT8);
    }

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        // most values have few decimals, and counting them is far cheaper than a BigDecimal
        if (FloatText.decimals(bytes, offset, length) <= digits) {
            return null;
        }
        byte[] plain = PlainRounding.round(bytes, offset, length, digits, style.mostWholeDigits());
        return plain != null
                ? plain
                : style.print(FloatText.decimal(bytes, offset, length).setScale(digits, HALF_UP));
    }
}
