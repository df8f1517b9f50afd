package io.tidemark.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** PostgreSQL's texts of numbers, and of bytes, as Avro's binary form has them. */
final class AvroNumber {

    private static final byte[] NAN = "NaN".getBytes(US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(US_ASCII);
    private static final byte[] NEGATIVE_INFINITY = "-Infinity".getBytes(US_ASCII);

    /** A double holds every whole number below 2^53 and every power of ten up to this exactly. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int SAFE_DIGITS = 15;

    private AvroNumber() {}

    /** Whether the text is one of the three values of a numeric or a float that have no digits. */
    static boolean isSpecial(byte[] bytes, int offset, int length) {
        return is(NAN, bytes, offset, length)
                || is(INFINITY, bytes, offset, length)
                || is(NEGATIVE_INFINITY, bytes, offset, length);
    }

    private static boolean is(byte[] text, byte[] bytes, int offset, int length) {
        return Arrays.equals(text, 0, text.length, bytes, offset, offset + length);
    }

    /** The double that is nearest to the number, of which it is known that it is one. */
    static double toDouble(byte[] bytes, int offset, int length) {
        boolean negative = bytes[offset] == '-';
        long digits = 0;
        int fraction = 0;
        boolean behindPoint = false;
        // a short number needs no string: one division of two exact doubles rounds as the nearest double does
        for (int at = negative ? offset + 1 : offset; at < offset + length; at++) {
            if (bytes[at] == '.') {
                behindPoint = true;
            } else if (bytes[at] < '0' || bytes[at] > '9' || length > SAFE_DIGITS) {
                return Double.parseDouble(new String(bytes, offset, length, US_ASCII));
            } else {
                digits = digits * 10 + (bytes[at] - '0');
                fraction += behindPoint ? 1 : 0;
            }
        }
        double value = digits / EXACT_POWERS[fraction];
        return negative ? -value : value;
    }

    /** Puts the bytes that a bytea's text tells, with their number; false if it is no such text. */
    static boolean putHex(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (length < 2 || length % 2 != 0 || bytes[offset] != '\\' || bytes[offset + 1] != 'x') {
            return false;
        }
        out.putVarint((length - 2) / 2);
        for (int at = offset + 2; at < offset + length; at += 2) {
            int high = Character.digit(bytes[at], 16);
            int low = Character.digit(bytes[at + 1], 16);
            if (high < 0 || low < 0) {
                return false;
            }
            out.put((byte) (high << 4 | low));
        }
        return true;
    }
}
