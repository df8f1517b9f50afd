package io.tidemark.record;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A log sequence number, an unsigned byte offset into the WAL, in PostgreSQL's text form: two hexadecimal numbers of up
 * to 8 digits with a slash between (PostgreSQL manual, "pg_lsn Type").
 */
public final class Lsn {

    private Lsn() {}

    public static String format(long lsn) {
        return Long.toHexString(lsn >>> 32).toUpperCase(Locale.ROOT)
                + '/'
                + Long.toHexString(lsn & 0xFFFFFFFFL).toUpperCase(Locale.ROOT);
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
