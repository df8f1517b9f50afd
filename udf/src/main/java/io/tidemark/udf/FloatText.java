package io.tidemark.udf;

import java.math.BigDecimal;

/** Reads a floating-point number as PostgreSQL prints it: {@code 1.25}, {@code 1e+20}, {@code 1.5e-07}, {@code -Infinity}. */
final class FloatText {

    private FloatText() {}

    /**
     * How many decimal places the number has when it is written without an exponent; negative if it ends in zeros before
     * the point, {@link Integer#MIN_VALUE} for NaN and the infinities.
     */
    static int decimals(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = length > 0 && bytes[offset] == '-' ? offset + 1 : offset;
        if (at < end && (bytes[at] == 'N' || bytes[at] == 'I')) {
            return Integer.MIN_VALUE;
        }
        int point = skipDigits(bytes, at, end);
        int mantissaEnd = point < end && bytes[point] == '.' ? skipDigits(bytes, point + 1, end) : point;
        int decimals = Math.max(0, mantissaEnd - point - 1);
        if (point == at || (mantissaEnd < end && bytes[mantissaEnd] != 'e')) {
            throw notAFloat(length);
        }
        return mantissaEnd == end ? decimals : decimals - exponent(bytes, mantissaEnd + 1, end, length);
    }

    /** The number, which must not be NaN or infinite. */
    static BigDecimal decimal(byte[] bytes, int offset, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) bytes[offset + i];
        }
        return new BigDecimal(text);
    }

    private static int exponent(byte[] bytes, int from, int end, int length) {
        boolean signed = from < end && (bytes[from] == '-' || bytes[from] == '+');
        int first = signed ? from + 1 : from;
        int digits = end - first;
        if (digits < 1 || digits > 3 || skipDigits(bytes, first, end) != end) {
            throw notAFloat(length);
        }
        int exponent = 0;
        for (int at = first; at < end; at++) {
            exponent = 10 * exponent + bytes[at] - '0';
        }
        return bytes[from] == '-' ? -exponent : exponent;
    }

    /** Where the digits from {@code from} on end. */
    static int skipDigits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static IllegalArgumentException notAFloat(int length) {
        return new IllegalArgumentException(
                "expected a floating-point number as PostgreSQL prints it, but a value of %d bytes is none"
                        .formatted(length));
    }
}
