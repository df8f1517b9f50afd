package io.tidemark.udf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** How PostgreSQL prints a floating-point type: plainly while its decimal exponent is small, else with an exponent. */
enum FloatStyle {
    FLOAT4("float4", 6),
    FLOAT8("float8", 15);

    private static final int LEAST_PLAIN_EXPONENT = -4;

    private final String typeName;
    private final int leastLargeExponent;

    FloatStyle(String typeName, int leastLargeExponent) {
        this.typeName = typeName;
        this.leastLargeExponent = leastLargeExponent;
    }

    String typeName() {
        return typeName;
    }

    /** How many digits before the point are printed without an exponent. */
    int mostWholeDigits() {
        return leastLargeExponent;
    }

    byte[] print(BigDecimal value) {
        if (value.signum() == 0) {
            return new byte[] {'0'}; // of -0.001 too: numeric, which does the rounding in PostgreSQL, has no -0
        }
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        boolean plain = exponent >= LEAST_PLAIN_EXPONENT && exponent < leastLargeExponent;
        String text = plain ? stripped.toPlainString() : scientific(stripped, exponent);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String scientific(BigDecimal stripped, int exponent) {
        String digits = stripped.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(stripped.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        int size = Math.abs(exponent);
        // PostgreSQL gives an exponent at least two digits
        return text.append(exponent < 0 ? "e-" : "e+")
                .append(size < 10 ? "0" : "")
                .append(size)
                .toString();
    }
}
