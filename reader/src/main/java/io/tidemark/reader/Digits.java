package io.tidemark.reader;

/** Decimal numbers inside file names: digits and nothing else, no sign, no space. */
final class Digits {

    /** What {@link #parse} gives for a text that is not such a number, or one above {@link Long#MAX_VALUE}. */
    static final long NONE = -1;

    private Digits() {}

    static long parse(String text, int from, int to) {
        if (from >= to) {
            return NONE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return NONE;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
