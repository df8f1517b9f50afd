package io.tidemark.embedded.workload;

import java.time.ZoneOffset;

/**
 * The value functions of the task under test, as the workload asks the server itself to compute them.
 *
 * @param zone what times with a zone are shifted to
 * @param floatDigits decimal places that a {@code real} is rounded to
 * @param doubleDigits decimal places that a {@code double precision} is rounded to
 */
public record Normalisation(ZoneOffset zone, int floatDigits, int doubleDigits) {

    /** What a task file without a section {@code normalise} means. */
    public static final Normalisation DEFAULT = new Normalisation(ZoneOffset.ofHours(8), 38, 308);

    /** The zone for the setting {@code TimeZone}: in POSIX notation, where the sign is turned round. */
    String timeZoneSetting() {
        int minutes = zone.getTotalSeconds() / 60;
        return "<%s>%s".formatted(clock(minutes), clock(-minutes));
    }

    private static String clock(int minutes) {
        int size = Math.abs(minutes);
        String sign = minutes < 0 ? "-" : "+";
        return size % 60 == 0
                ? "%s%02d".formatted(sign, size / 60)
                : "%s%02d:%02d".formatted(sign, size / 60, size % 60);
    }
}
