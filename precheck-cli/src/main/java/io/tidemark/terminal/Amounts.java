package io.tidemark.terminal;

import java.util.Locale;

/** Amounts for people. */
public final class Amounts {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int STEP = 1024;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Amounts() {}

    /** With units as PostgreSQL has them: {@code 1.5 GB}. */
    public static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double amount = bytes;
        int unit = -1;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** In two units at most: {@code 3 h 20 min}. */
    public static String seconds(long seconds) {
        if (seconds < 1) {
            return "less than a second";
        }
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return "%d min".formatted((seconds + MINUTE / 2) / MINUTE);
        }
        if (seconds < DAY) {
            return "%d h %d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
        }
        return "%d days %d h".formatted(seconds / DAY, seconds % DAY / HOUR);
    }

    /** With commas: {@code 1,000,000}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
