package io.tidemark.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the values of a column become in JSON, decided once by the column's type. */
enum JsonKind {
    INTEGER,
    FLOAT,
    BOOL,
    TEXT;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    static JsonKind ofType(int typeOid) {
        return switch (typeOid) {
            case 16 -> BOOL;
            case 20, 21, 23, 26 -> INTEGER; // int8, int2, int4, oid
            case 700, 701 -> FLOAT; // float4, float8
            default -> TEXT;
        };
    }

    /**
     * Puts a value that is not null.
     *
     * @return {@code null} when all went well; else why the value cannot be written, to be read after "the value", and
     *     then the output may hold a part of it
     */
    @Nullable
    String put(GrowingBytes out, byte[] bytes, int offset, int length) {
        return switch (this) {
            case INTEGER -> putInteger(out, bytes, offset, length);
            case FLOAT -> putFloat(out, bytes, offset, length);
            case BOOL -> putBool(out, bytes, offset, length);
            case TEXT -> putText(out, bytes, offset, length);
        };
    }

    private static @Nullable String putInteger(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (!JsonNumber.isInteger(bytes, offset, length)) {
            return "is not an integer";
        }
        out.put(bytes, offset, length);
        return null;
    }

    /** What PostgreSQL prints for a finite number is a JSON number as it stands, {@code -0} and {@code 1e+20} too. */
    private static @Nullable String putFloat(GrowingBytes out, byte[] bytes, int offset, int length) {
        int first = length > 1 && bytes[offset] == '-' ? 1 : 0;
        if (length > 0 && (bytes[offset + first] == 'N' || bytes[offset + first] == 'I')) {
            return putText(out, bytes, offset, length);
        }
        if (!JsonNumber.isNumber(bytes, offset, length)) {
            return "is not a floating-point number";
        }
        out.put(bytes, offset, length);
        return null;
    }

    private static @Nullable String putBool(GrowingBytes out, byte[] bytes, int offset, int length) {
        if (length != 1 || (bytes[offset] != 't' && bytes[offset] != 'f')) {
            return "is not a boolean";
        }
        out.put(bytes[offset] == 't' ? TRUE : FALSE);
        return null;
    }

    private static @Nullable String putText(GrowingBytes out, byte[] bytes, int offset, int length) {
        int wrong = JsonString.put(out, bytes, offset, length);
        return wrong == JsonString.WRITTEN ? null : Utf8.problem(wrong);
    }
}
