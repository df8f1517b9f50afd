package io.tidemark.task;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Map;

/**
 * How values are changed on their way; everything else passes as PostgreSQL prints it.
 *
 * @param floatDigits decimal places that real keeps, 0 to 38
 * @param doubleDigits decimal places that double precision keeps, 0 to 308
 * @param zone the zone that timestamptz and timetz are shown in
 * @param columns columns of either type that keep another number of places
 */
public record Normalise(int floatDigits, int doubleDigits, ZoneId zone, Map<ColumnName, Integer> columns)
        implements Serializable {

    static final int MAX_FLOAT_DIGITS = 38;
    static final int MAX_DOUBLE_DIGITS = 308;

    /** DTS's defaults. */
    public static final Normalise DEFAULT =
            new Normalise(MAX_FLOAT_DIGITS, MAX_DOUBLE_DIGITS, ZoneId.of("+08:00"), Map.of());

    public Normalise {
        checkDigits(floatDigits, MAX_FLOAT_DIGITS);
        checkDigits(doubleDigits, MAX_DOUBLE_DIGITS);
        columns = Map.copyOf(columns);
        columns.values().forEach(digits -> checkDigits(digits, MAX_DOUBLE_DIGITS));
    }

    static int checkDigits(int digits, int max) {
        if (digits < 0 || digits > max) {
            throw new IllegalArgumentException("must be a number from 0 to " + max + ", but was '" + digits + "'");
        }
        return digits;
    }
}
