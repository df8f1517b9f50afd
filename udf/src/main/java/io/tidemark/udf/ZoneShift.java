package io.tidemark.udf;

import static io.tidemark.udf.TimeText.SECONDS_OF_DAY;
import static io.tidemark.udf.TimeText.TIME_LENGTH;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Shows a {@code timestamptz} in another zone: the same instant, printed as PostgreSQL prints it in a session whose {@code
 * TimeZone} is that zone. The infinities have no zone and stay.
 *
 * <p>Zones with daylight saving time follow the rules that this Java runtime holds.
 */
public final class ZoneShift implements ValueFunction {

    private static final int SHORTEST_YEAR = 4;

    private static final int LONGEST_YEAR = 6;

    /** From the dash after the year: {@code -01-02 10:00:00}, and where in it the time begins. */
    private static final int AFTER_YEAR = 15;

    private static final int TIME_AFTER_YEAR = AFTER_YEAR - TIME_LENGTH;

    private static final byte[] BEFORE_CHRIST = {' ', 'B', 'C'};

    private final TargetZone zone;

    /**
     * @throws IllegalArgumentException if the zone is 16 hours or more from UTC, which PostgreSQL cannot read
     */
    public ZoneShift(ZoneId zone) {
        this.zone = new TargetZone(zone);
    }

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        if (isInfinity(bytes, offset, length)) {
            return null;
        }
        int end = offset + length;
        boolean beforeChrist = length > BEFORE_CHRIST.length && bytes[end - 1] == 'C';
        int zoneEnd = beforeChrist ? end - BEFORE_CHRIST.length : end;
        int dash = yearEnd(bytes, offset, zoneEnd);
        int fraction = dash + AFTER_YEAR;
        int zoneAt = TimeText.offsetAfterFraction(bytes, fraction, zoneEnd);
        int sourceOffset = TimeText.offset(bytes, zoneAt, zoneEnd);

        long year = number(bytes, offset, dash);
        long localSecond = localSecond(beforeChrist ? 1 - year : year, bytes, dash);
        int targetOffset = zone.offsetAt(localSecond - sourceOffset);
        if (targetOffset == sourceOffset) {
            return null;
        }
        return print(localSecond - sourceOffset + targetOffset, bytes, fraction, zoneAt, targetOffset);
    }

    private static boolean isInfinity(byte[] bytes, int offset, int length) {
        return (length == "infinity".length() && bytes[offset] == 'i')
                || (length == "-infinity".length() && bytes[offset] == '-');
    }

    private static int yearEnd(byte[] bytes, int offset, int end) {
        int dash = offset + SHORTEST_YEAR;
        while (dash < end && bytes[dash] != '-') {
            dash++;
        }
        if (end - dash <= AFTER_YEAR || dash - offset > LONGEST_YEAR) {
            throw TimeText.notATime();
        }
        return dash;
    }

    private static long number(byte[] bytes, int from, int end) {
        long number = 0;
        for (int at = from; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw TimeText.notATime();
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static long localSecond(long year, byte[] bytes, int dash) {
        TimeText.requireByte(bytes, dash + 3, '-');
        TimeText.requireByte(bytes, dash + 6, ' ');
        int month = TimeText.twoDigits(bytes, dash + 1);
        int day = TimeText.twoDigits(bytes, dash + 4);
        int time = TimeText.time(bytes, dash + TIME_AFTER_YEAR);
        return CivilDay.of(year, month, day) * SECONDS_OF_DAY + time;
    }

    private static byte[] print(long localSecond, byte[] bytes, int fraction, int fractionEnd, int offset) {
        long date = CivilDay.date(Math.floorDiv(localSecond, (long) SECONDS_OF_DAY));
        boolean beforeChrist = CivilDay.year(date) <= 0;
        long year = beforeChrist ? 1 - CivilDay.year(date) : CivilDay.year(date);
        int dash = yearLength(year);
        int zoneAt = dash + AFTER_YEAR + fractionEnd - fraction;
        int zoneEnd = zoneAt + TimeText.offsetLength(offset);
        byte[] text = new byte[beforeChrist ? zoneEnd + BEFORE_CHRIST.length : zoneEnd];

        putYear(text, dash, year);
        text[dash] = '-';
        TimeText.putTwoDigits(text, dash + 1, CivilDay.month(date));
        text[dash + 3] = '-';
        TimeText.putTwoDigits(text, dash + 4, CivilDay.day(date));
        text[dash + 6] = ' ';
        TimeText.putTime(text, dash + TIME_AFTER_YEAR, Math.floorMod(localSecond, SECONDS_OF_DAY));
        System.arraycopy(bytes, fraction, text, dash + AFTER_YEAR, fractionEnd - fraction);
        TimeText.putOffset(text, zoneAt, offset);
        System.arraycopy(BEFORE_CHRIST, 0, text, zoneEnd, text.length - zoneEnd);
        return text;
    }

    private static int yearLength(long year) {
        int length = SHORTEST_YEAR;
        for (long rest = year / 10_000; rest > 0; rest /= 10) {
            length++;
        }
        return length;
    }

    private static void putYear(byte[] text, int end, long year) {
        long rest = year;
        for (int at = end - 1; at >= 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
