package io.tidemark.udf;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rounds a number that is printed without an exponent, and still is when it is rounded, digit by digit: most are. */
final class PlainRounding {

    private PlainRounding() {}

    /**
     * The number rounded to {@code digits} decimal places, a tie away from zero, without zeros at its end.
     *
     * @param mostWholeDigits how many digits before the point are printed without an exponent
     * @return {@code null} where it takes more than that
     */
    static byte @Nullable [] round(byte[] bytes, int offset, int length, int digits, int mostWholeDigits) {
        int end = offset + length;
        int first = length > 0 && bytes[offset] == '-' ? offset + 1 : offset;
        int point = FloatText.skipDigits(bytes, first, end);
        int whole = point - first;
        if (whole > mostWholeDigits
                || end - point <= digits + 1
                || FloatText.skipDigits(bytes, point + 1, end) != end) {
            return null;
        }
        if (bytes[first] == '0' && (digits == 0 || bytes[point + 1] == '0')) {
            return null; // may become 0, or have an exponent
        }
        int cut = point + 1 + digits;
        byte[] text = Arrays.copyOfRange(bytes, offset, cut);
        return bytes[cut] >= '5' && !addOne(text) ? null : withoutZeros(text, point - offset);
    }

    /** Adds one to the last digit; false if the number would get one digit more. */
    private static boolean addOne(byte[] text) {
        for (int at = text.length - 1; at >= 0 && text[at] != '-'; at--) {
            if (text[at] == '9') {
                text[at] = '0';
            } else if (text[at] != '.') {
                text[at]++;
                return true;
            }
        }
        return false;
    }

    private static byte[] withoutZeros(byte[] text, int point) {
        int end = text.length;
        while (end - 1 > point && text[end - 1] == '0') {
            end--;
        }
        if (end - 1 == point) {
            end--;
        }
        return end == text.length ? text : Arrays.copyOf(text, end);
    }
}
