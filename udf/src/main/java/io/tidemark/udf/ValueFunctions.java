package io.tidemark.udf;

import java.io.Serializable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which function a column's values go through: the catalogue from a type to its function.
 *
 * @param floatDigits decimal places of {@code real}, 0 to 38
 * @param doubleDigits decimal places of {@code double precision}, 0 to 308
 * @param zone the zone that {@code timestamptz} and {@code timetz} are shown in
 */
public record ValueFunctions(int floatDigits, int doubleDigits, ZoneId zone) implements Serializable {

    private static final int FLOAT4 = 700;
    private static final int FLOAT8 = 701;
    private static final int TIMESTAMPTZ = 1184;
    private static final int TIMETZ = 1266;

    public ValueFunctions {
        FloatRounding.forFloat4(floatDigits);
        FloatRounding.forFloat8(doubleDigits);
        new ZoneShift(zone);
    }

    /** Whether values of a type are rounded to a number of digits. */
    public static boolean hasDigits(int typeOid) {
        return typeOid == FLOAT4 || typeOid == FLOAT8;
    }

    /**
     * The function of a type, or {@code null} if its values stay as they are. For the types that are made up of others there
     * are {@link ArrayElements}, {@link RangeBounds}, {@link MultirangeBounds} and {@link CompositeFields}.
     *
     * @param typeOid {@code pg_type.oid}
     */
    public @Nullable ValueFunction of(int typeOid) {
        return switch (typeOid) {
            case FLOAT4 -> FloatRounding.forFloat4(floatDigits);
            case FLOAT8 -> FloatRounding.forFloat8(doubleDigits);
            case TIMESTAMPTZ -> new ZoneShift(zone);
            case TIMETZ -> new TimetzShift(zone);
            default -> null;
        };
    }

    /**
     * The function of a type in a column that has digits of its own.
     *
     * @throws IllegalArgumentException if the type has no digits to round, or not as many
     */
    public ValueFunction of(int typeOid, int digits) {
        return switch (typeOid) {
            case FLOAT4 -> FloatRounding.forFloat4(digits);
            case FLOAT8 -> FloatRounding.forFloat8(digits);
            default ->
                throw new IllegalArgumentException(
                        "digits are for float4 (OID 700) and float8 (701), alone or within other types, but the type has OID "
                                + Integer.toUnsignedString(typeOid));
        };
    }
}
