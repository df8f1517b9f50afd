package io.tidemark.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/**
 * A log sequence number, an unsigned byte offset into the WAL, in PostgreSQL's text form: two hexadecimal numbers of up
 * to 8 digits with a slash between (PostgreSQL manual, "pg_lsn Type").
 */
public final class Lsn {

    /** How many bytes the text of an LSN has at the most. */
    static final int LONGEST = 17;

    private Lsn() {}

    public static String format(long lsn) {
        byte[] text = new byte[LONGEST];
        return new String(text, 0, put(text, 0, lsn), US_ASCII);
    }

    /**
     * Puts the text of an LSN into an array.
     *
     * @param target has room for {@link #LONGEST} bytes from {@code at} on
     * @return the index behind it
     */
    static int put(byte[] target, int at, long lsn) {
        int slash = putHex(target, at, (int) (lsn >>> 32));
        target[slash] = '/';
        return putHex(target, slash + 1, (int) lsn);
    }

    /** 32 bits without leading zeros. */
    private static int putHex(byte[] target, int at, int half) {
        int end = at;
        int shift = Math.max(0, 28 - (Integer.numberOfLeadingZeros(half) & ~3));
        for (; shift >= 0; shift -= 4) {
            target[end++] = (byte) "0123456789ABCDEF".charAt(half >>> shift & 0xF);
        }
        return end;
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
