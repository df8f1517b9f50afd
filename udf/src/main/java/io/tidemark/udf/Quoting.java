package io.tidemark.udf;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;

/**
 * Where PostgreSQL puts quotes around a part of a value, as {@code array_out}, {@code range_out} and {@code record_out} do:
 * around an empty text, and around one that has a byte in it which means something in the whole. Only those below 128 do.
 */
final class Quoting implements Serializable {

    static final byte QUOTE = '"';
    static final byte BACKSLASH = '\\';

    static final Quoting OF_RANGE = new Quoting("()[],", "", QUOTE);
    static final Quoting OF_COMPOSITE = new Quoting("(),", "", QUOTE);

    private final boolean[] special = new boolean[128];
    private final String nothing;
    private final byte beforeQuote;

    /**
     * @param structure the bytes that the whole is built with; quotes, backslashes and white space are special everywhere
     * @param nothing the text without quotes that stands for NULL, or for a bound that is not there
     * @param beforeQuote what a quote within quotes has before it; a backslash has another one everywhere
     */
    private Quoting(String structure, String nothing, byte beforeQuote) {
        ("\"\\ \t\n\u000B\f\r" + structure).chars().forEach(character -> special[character] = true);
        this.nothing = nothing;
        this.beforeQuote = beforeQuote;
    }

    static Quoting ofArray(char delimiter) {
        return new Quoting("{}" + delimiter, "NULL", BACKSLASH);
    }

    /** Whether a text without quotes can't hold the byte, and so ends before it. */
    boolean isSpecial(byte value) {
        return value >= 0 && special[value];
    }

    /** Whether a text without quotes is none. */
    boolean isNothing(byte[] bytes, int from, int to) {
        return to - from == nothing.length() && matches(bytes, from, false);
    }

    private boolean isNeeded(byte[] text) {
        // a quoted NULL is a text, in whatever case
        if (text.length == 0 || (text.length == nothing.length() && matches(text, 0, true))) {
            return true;
        }
        for (byte value : text) {
            if (isSpecial(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] bytes, int from, boolean inAnyCase) {
        for (int i = 0; i < nothing.length(); i++) {
            int value = inAnyCase ? bytes[from + i] & ~0x20 : bytes[from + i];
            if (value != nothing.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Writes a part as it stands in the whole. */
    void put(ByteArrayOutputStream out, byte[] text) {
        if (!isNeeded(text)) {
            out.write(text, 0, text.length);
            return;
        }
        out.write(QUOTE);
        for (byte value : text) {
            if (value == QUOTE) {
                out.write(beforeQuote);
            } else if (value == BACKSLASH) {
                out.write(BACKSLASH);
            }
            out.write(value);
        }
        out.write(QUOTE);
    }
}
