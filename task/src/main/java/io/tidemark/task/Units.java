package io.tidemark.task;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as the task file writes them. */
final class Units {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");
    private static final Map<String, Duration> DURATIONS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Units() {}

    /** Reads a duration above zero: {@code 90s}, {@code 720m}, {@code 24h}, {@code 7d}. */
    static Duration duration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Duration unit = amount.matches() ? DURATIONS.get(amount.group(2)) : null;
        if (unit == null) {
            throw notDuration(text);
        }
        try {
            Duration duration = unit.multipliedBy(Long.parseLong(amount.group(1)));
            if (duration.isZero() || duration.compareTo(Duration.ofDays(36_500)) > 0) {
                throw notDuration(text);
            }
            return duration;
        } catch (ArithmeticException tooLong) {
            throw notDuration(text);
        }
    }

    /** The shortest text for which {@link #duration} gives the same: minutes where it can, as DTS counts. */
    static String show(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    /** Reads a number of bytes above zero: {@code 16MiB}, {@code 64KiB}, {@code 1GiB}, {@code 1048576}. */
    static long bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? SIZES.get(amount.group(2)) : null;
        if (unit == null) {
            throw notSize(text);
        }
        try {
            long bytes = Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
            if (bytes == 0) {
                throw notSize(text);
            }
            return bytes;
        } catch (ArithmeticException tooLarge) {
            throw notSize(text);
        }
    }

    private static IllegalArgumentException notDuration(String text) {
        return new IllegalArgumentException("must be a duration such as 90s, 720m, 24h or 7d, but was '" + text + "'");
    }

    private static IllegalArgumentException notSize(String text) {
        return new IllegalArgumentException(
                "must be a size such as 64KiB, 16MiB, 1GiB or 1048576, but was '" + text + "'");
    }
}
