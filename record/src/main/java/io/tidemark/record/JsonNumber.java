package io.tidemark.record;

/** The grammar of numbers in JSON (RFC 8259, section 6). */
final class JsonNumber {

    private JsonNumber() {}

    /** Whether the bytes are a JSON number without fraction and exponent, as they stand. */
    static boolean isInteger(byte[] bytes, int offset, int length) {
        return skipInteger(bytes, offset, offset + length) == offset + length;
    }

    /** Whether the bytes are a JSON number as they stand. */
    static boolean isNumber(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = skipInteger(bytes, offset, end);
        if (at >= 0 && at < end && bytes[at] == '.') {
            at = skipSomeDigits(bytes, at + 1, end);
        }
        if (at >= 0 && at < end && bytes[at] == 'e') {
            boolean signed = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            at = skipSomeDigits(bytes, signed ? at + 2 : at + 1, end);
        }
        return at == end;
    }

    /** Skips a sign and digits, the first of which is 0 only if it is alone; -1 if they are not there. */
    private static int skipInteger(byte[] bytes, int from, int end) {
        int first = from < end && bytes[from] == '-' ? from + 1 : from;
        int at = skipSomeDigits(bytes, first, end);
        return at > first + 1 && bytes[first] == '0' ? -1 : at;
    }

    /** As {@link #skipDigits}, but -1 if there is not one digit. */
    private static int skipSomeDigits(byte[] bytes, int from, int end) {
        int at = skipDigits(bytes, from, end);
        return at == from ? -1 : at;
    }

    private static int skipDigits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
