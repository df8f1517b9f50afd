package io.tidemark.udf;

import static io.tidemark.udf.TimeText.SECONDS_OF_DAY;
import static io.tidemark.udf.TimeText.TIME_LENGTH;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Shows a {@code timetz} at another offset from UTC, as {@code AT TIME ZONE} does: the same moment of the day, whose date
 * is not kept; {@code 24:00:00} becomes {@code 00:00:00}.
 *
 * <p>A time without a date has no daylight saving time: of a zone that changes its clocks, the standard offset is taken.
 */
public final class TimetzShift implements ValueFunction {

    private final int targetOffset;

    /**
     * @throws IllegalArgumentException if the zone is 16 hours or more from UTC, which PostgreSQL cannot read
     */
    public TimetzShift(ZoneId zone) {
        this.targetOffset = new TargetZone(zone).standardOffset();
    }

    @Override
    public byte @Nullable [] apply(byte[] bytes, int offset, int length) {
        int end = offset + length;
        if (length <= TIME_LENGTH) {
            throw TimeText.notATime();
        }
        int time = TimeText.time(bytes, offset);
        int zone = TimeText.offsetAfterFraction(bytes, offset + TIME_LENGTH, end);
        int shift = targetOffset - TimeText.offset(bytes, zone, end);
        if (shift == 0 && time < SECONDS_OF_DAY) {
            return null;
        }
        return print(Math.floorMod(time + shift, SECONDS_OF_DAY), bytes, offset + TIME_LENGTH, zone);
    }

    private byte[] print(int secondOfDay, byte[] bytes, int fraction, int fractionEnd) {
        int zone = TIME_LENGTH + fractionEnd - fraction;
        byte[] text = new byte[zone + TimeText.offsetLength(targetOffset)];
        TimeText.putTime(text, 0, secondOfDay);
        System.arraycopy(bytes, fraction, text, TIME_LENGTH, fractionEnd - fraction);
        TimeText.putOffset(text, zone, targetOffset);
        return text;
    }
}
