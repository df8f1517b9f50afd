package io.tidemark.udf;

/**
 * The pieces that PostgreSQL's ISO texts of times are made of: numbers of two digits, times of day, and offsets from UTC
 * such as {@code +08}, {@code -03:30} and {@code +08:05:43}. Offsets are seconds, east of Greenwich positive.
 */
final class TimeText {

    /** How many bytes {@code 10:00:00} has. */
    static final int TIME_LENGTH = 8;

    static final int SECONDS_OF_DAY = 86_400;

    private static final int SHORTEST_OFFSET = 3;
    private static final int LONGEST_OFFSET = 9;

    private TimeText() {}

    /** The number of the two digits at {@code at}. */
    static int twoDigits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw notATime();
        }
        return 10 * tens + ones;
    }

    /** The second of the day of the {@code HH:MM:SS} at {@code at}. */
    static int time(byte[] bytes, int at) {
        requireByte(bytes, at + 2, ':');
        requireByte(bytes, at + 5, ':');
        return 3600 * twoDigits(bytes, at) + 60 * twoDigits(bytes, at + 3) + twoDigits(bytes, at + 6);
    }

    /** Where the offset begins that follows the fraction of a second, if there is one, at {@code at}. */
    static int offsetAfterFraction(byte[] bytes, int at, int end) {
        int sign = at;
        while (sign < end && bytes[sign] != '+' && bytes[sign] != '-') {
            sign++;
        }
        if (sign > at && bytes[at] != '.') {
            throw notATime();
        }
        return sign;
    }

    /** The offset that takes up all bytes from {@code at} to {@code end}. */
    static int offset(byte[] bytes, int at, int end) {
        int length = end - at;
        if (length < SHORTEST_OFFSET || length > LONGEST_OFFSET || length % 3 != 0) {
            throw notATime();
        }
        int seconds = 0;
        int unit = 3600;
        for (int part = at; part < end; part += 3) {
            seconds += unit * twoDigits(bytes, part + 1);
            unit /= 60;
        }
        return bytes[at] == '-' ? -seconds : seconds;
    }

    /** How many bytes an offset has when {@link #putOffset} writes it: minutes and seconds only where there are any. */
    static int offsetLength(int offset) {
        if (offset % 60 != 0) {
            return LONGEST_OFFSET;
        }
        return offset % 3600 != 0 ? 6 : SHORTEST_OFFSET;
    }

    static void putTwoDigits(byte[] bytes, int at, int number) {
        bytes[at] = (byte) ('0' + number / 10);
        bytes[at + 1] = (byte) ('0' + number % 10);
    }

    static void putTime(byte[] bytes, int at, int secondOfDay) {
        putTwoDigits(bytes, at, secondOfDay / 3600);
        bytes[at + 2] = ':';
        putTwoDigits(bytes, at + 3, secondOfDay / 60 % 60);
        bytes[at + 5] = ':';
        putTwoDigits(bytes, at + 6, secondOfDay % 60);
    }

    static void putOffset(byte[] bytes, int at, int offset) {
        int size = Math.abs(offset);
        int length = offsetLength(offset);
        bytes[at] = (byte) (offset < 0 ? '-' : '+');
        putTwoDigits(bytes, at + 1, size / 3600);
        if (length > SHORTEST_OFFSET) {
            bytes[at + 3] = ':';
            putTwoDigits(bytes, at + 4, size / 60 % 60);
        }
        if (length == LONGEST_OFFSET) {
            bytes[at + 6] = ':';
            putTwoDigits(bytes, at + 7, size % 60);
        }
    }

    static void requireByte(byte[] bytes, int at, char expected) {
        if (bytes[at] != expected) {
            throw notATime();
        }
    }

    static IllegalArgumentException notATime() {
        return new IllegalArgumentException(
                "expected a time with a zone as PostgreSQL prints it under DateStyle ISO, but the value is none");
    }
}
