package io.tidemark.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Finds single members of a line that {@link JsonEncoder} wrote, without reading the line as JSON: for a reader that looks
 * for a time or a position among many lines.
 *
 * <p>It relies on the encoder's fixed order of members, and on a quote within a JSON string always having a backslash
 * before it: so none of the patterns below can be part of a value.
 */
public final class JsonLine {

    private static final byte[] SOURCE = ascii(",\"source\":{");
    private static final byte[] COMMIT_MILLIS = ascii(",\"ts_ms\":");
    private static final byte[] POSITION = ascii(",\"position\":\"");

    private JsonLine() {}

    /**
     * When the change committed, in milliseconds since 1970-01-01 UTC: {@code source.ts_ms}.
     *
     * @throws UnreadableRecordException if the line has no such member where the encoder writes it
     */
    public static long commitMillis(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        try {
            return Long.parseLong(member(bytes, offset, length, COMMIT_MILLIS, ','));
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException("source.ts_ms is not a whole number");
        }
    }

    /**
     * Where the change stands: {@code source.position}.
     *
     * @throws UnreadableRecordException if the line has no such member where the encoder writes it
     */
    public static Position position(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        try {
            return Position.parse(member(bytes, offset, length, POSITION, '"'));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("source.position is not a position");
        }
    }

    private static String member(byte[] bytes, int offset, int length, byte[] name, char terminator)
            throws UnreadableRecordException {
        int end = offset + length;
        int source = lastIndexOf(SOURCE, bytes, offset, end);
        int member = source < 0 ? -1 : indexOf(name, bytes, source + SOURCE.length, end);
        int value = member + name.length;
        int valueEnd = member < 0 ? -1 : indexOf(new byte[] {(byte) terminator}, bytes, value, end);
        if (valueEnd < 0) {
            throw new UnreadableRecordException("source is not where it must be");
        }
        return new String(bytes, value, valueEnd - value, US_ASCII);
    }

    private static int indexOf(byte[] pattern, byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - pattern.length && !matches(pattern, bytes, at)) {
            at++;
        }
        return at <= end - pattern.length ? at : -1;
    }

    /** From the end, because what precedes {@code source} may be megabytes, and what follows it is not. */
    private static int lastIndexOf(byte[] pattern, byte[] bytes, int offset, int end) {
        int at = end - pattern.length;
        while (at >= offset && !matches(pattern, bytes, at)) {
            at--;
        }
        return at >= offset ? at : -1;
    }

    private static boolean matches(byte[] pattern, byte[] bytes, int at) {
        return Arrays.equals(pattern, 0, pattern.length, bytes, at, at + pattern.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
