package io.tidemark.record;

import java.util.Arrays;

/**
 * The fields of one date or time, read from PostgreSQL's ISO text for it; filled anew for each value.
 *
 * <p>A text that it cannot hold is told by the answer of the reading method: {@code infinity}, a year before Christ.
 */
final class AvroTime {

    private static final int YEAR = 0;
    private static final int HOUR = 3;
    private static final int MICROS = 6;
    private static final int NONE = -1;
    private static final int HAS_VALUE = 1;
    private static final int IS_NULL = 0;

    /** Year to microseconds. */
    private final int[] fields = new int[MICROS + 1];

    private byte[] bytes = {};
    private int at;
    private int end;
    private int zone = NONE;

    boolean readDate(byte[] source, int offset, int length) {
        begin(source, offset, length);
        return date() && at == end;
    }

    boolean readTime(byte[] source, int offset, int length, boolean withZone) {
        begin(source, offset, length);
        return time() && (!withZone || zone()) && at == end;
    }

    boolean readTimestamp(byte[] source, int offset, int length, boolean withZone) {
        begin(source, offset, length);
        return date() && skip(' ') && time() && (!withZone || zone()) && at == end;
    }

    /** Puts a {@code DateTime}, and behind it the offset of its zone if it has one. */
    void put(GrowingBytes out) {
        for (int field : fields) {
            if (field == NONE) {
                out.putVarint(IS_NULL);
            } else {
                out.putVarint(HAS_VALUE);
                out.putVarint(field);
            }
        }
        if (zone != NONE) {
            boolean hoursOnly = end - zone == 3;
            out.putVarint(hoursOnly ? 6 : end - zone);
            out.put(bytes, zone, end - zone);
            if (hoursOnly) {
                out.put((byte) ':');
                out.put((byte) '0');
                out.put((byte) '0');
            }
        }
    }

    private void begin(byte[] source, int offset, int length) {
        Arrays.fill(fields, NONE);
        zone = NONE;
        bytes = source;
        at = offset;
        end = offset + length;
    }

    /** A year has four digits or more. */
    private boolean date() {
        int from = at;
        int year = digits(7);
        fields[YEAR] = year;
        return year != NONE && at - from >= 4 && skip('-') && twoDigits(YEAR + 1) && skip('-') && twoDigits(YEAR + 2);
    }

    private boolean time() {
        fields[MICROS] = 0;
        return twoDigits(HOUR)
                && skip(':')
                && twoDigits(HOUR + 1)
                && skip(':')
                && twoDigits(HOUR + 2)
                && (!skip('.') || fraction());
    }

    private boolean fraction() {
        int from = at;
        int micros = digits(6);
        for (int digit = at - from; digit < 6; digit++) {
            micros *= 10;
        }
        fields[MICROS] = micros;
        return at > from;
    }

    /** Hours with a sign, and minutes and seconds where they are not zero. */
    private boolean zone() {
        zone = at;
        if (!skip('+') && !skip('-')) {
            return false;
        }
        boolean right = digitsAre(2);
        while (right && skip(':')) {
            right = digitsAre(2);
        }
        return right;
    }

    private boolean twoDigits(int field) {
        int from = at;
        fields[field] = digits(2);
        return at == from + 2;
    }

    private boolean digitsAre(int count) {
        int from = at;
        digits(count);
        return at == from + count;
    }

    /** The number that some digits make, {@link #NONE} if there is none. */
    private int digits(int most) {
        int from = at;
        int number = 0;
        while (at < end && at - from < most && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at++] - '0');
        }
        return at == from ? NONE : number;
    }

    private boolean skip(char expected) {
        if (at == end || bytes[at] != expected) {
            return false;
        }
        at++;
        return true;
    }
}
