package io.tidemark.record;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes UTF-8 text as a JSON string, byte for byte: only what JSON demands is escaped, everything else is copied in
 * runs, and what is not UTF-8 is found on the way.
 */
final class JsonString {

    /** What {@link #put} answers when all went well. */
    static final int WRITTEN = -1;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Per byte: 0 stands for itself, {@code 'u'} for itself by its number, another letter for the escape with it. */
    private static final byte[] ESCAPES = escapes();

    private JsonString() {}

    /**
     * Puts a text between quotes.
     *
     * @return {@link #WRITTEN}, or where in the text a byte stands, counted from 0, that begins no UTF-8 character; then
     *     the output holds a part of the text
     */
    static int put(GrowingBytes out, byte[] bytes, int offset, int length) {
        int end = offset + length;
        int copied = offset;
        int at = offset;
        out.put((byte) '"');
        while (at < end) {
            byte value = bytes[at];
            if (value < 0) {
                int size = Utf8.characterLength(bytes, at, end);
                if (size == 0) {
                    return at - offset;
                }
                at += size;
            } else if (ESCAPES[value] == 0) {
                at++;
            } else {
                out.put(bytes, copied, at - copied);
                putEscape(out, value);
                copied = ++at;
            }
        }
        out.put(bytes, copied, end - copied);
        out.put((byte) '"');
        return WRITTEN;
    }

    /** The JSON string of a name, with its quotes. */
    static byte[] of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        GrowingBytes out = new GrowingBytes();
        put(out, bytes, 0, bytes.length);
        return out.toByteArray();
    }

    private static void putEscape(GrowingBytes out, byte value) {
        out.put((byte) '\\');
        out.put(ESCAPES[value]);
        if (ESCAPES[value] == 'u') {
            out.putAscii("00");
            out.put((byte) HEX.toHighHexDigit(value));
            out.put((byte) HEX.toLowHexDigit(value));
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        for (int control = 0; control < ' '; control++) {
            escapes[control] = 'u';
        }
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        return escapes;
    }
}
