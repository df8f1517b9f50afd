package io.tidemark.record;

import java.util.HexFormat;

/**
 * A log sequence number, an unsigned byte offset into the WAL, in PostgreSQL's text form: two hexadecimal numbers of up
 * to 8 digits with a slash between (PostgreSQL manual, "pg_lsn Type").
 */
public final class Lsn {

    private Lsn() {}

    public static String format(long lsn) {
        StringBuilder text = new StringBuilder(17);
        putHex(text, (int) (lsn >>> 32));
        putHex(text.append('/'), (int) lsn);
        return text.toString();
    }

    /** 32 bits without leading zeros. */
    private static void putHex(StringBuilder text, int half) {
        int shift = Math.max(0, 28 - (Integer.numberOfLeadingZeros(half) & ~3));
        for (; shift >= 0; shift -= 4) {
            text.append("0123456789ABCDEF".charAt(half >>> shift & 0xF));
        }
    }

    /**
     * Reads what PostgreSQL prints for a {@code pg_lsn}.
     *
     * @throws IllegalArgumentException if the text is not two hexadecimal numbers with a slash between
     */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > 8 || slash == text.length() - 1 || text.length() - slash > 9) {
            throw notAnLsn(text);
        }
        try {
            // not Long.parseLong, which takes a sign
            return HexFormat.fromHexDigitsToLong(text, 0, slash) << 32
                    | HexFormat.fromHexDigitsToLong(text, slash + 1, text.length());
        } catch (NumberFormatException e) {
            throw notAnLsn(text);
        }
    }

    private static IllegalArgumentException notAnLsn(String text) {
        return new IllegalArgumentException("an LSN looks like '0/1A2B3C4D', but was '" + text + "'");
    }
}
