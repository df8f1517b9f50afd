package io.tidemark.udf;

import static io.tidemark.udf.Quoting.BACKSLASH;
import static io.tidemark.udf.Quoting.QUOTE;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the text of a value that is made up of parts, and changes parts on the way. Nothing is copied before the
 * first of them changes, and then what lies between changed ones is copied as it stands.
 */
final class PartsEdit {

    private final byte[] bytes;
    private final int end;
    private final Quoting quoting;
    private final String expected;
    private int at;
    private int copied;
    private @Nullable ByteArrayOutputStream out;

    /** @param expected what the text should be, for the message of a text that is not */
    PartsEdit(byte[] bytes, int offset, int length, Quoting quoting, String expected) {
        this.bytes = bytes;
        this.at = offset;
        this.copied = offset;
        this.end = offset + length;
        this.quoting = quoting;
        this.expected = expected;
    }

    boolean sees(char character) {
        return at < end && bytes[at] == character;
    }

    /** Steps over the character, if it comes next. */
    boolean skip(char character) {
        boolean there = sees(character);
        at += there ? 1 : 0;
        return there;
    }

    /** Steps over the next character, which must be one of two. */
    void expect(char one, char other) {
        if (!skip(one) && !skip(other)) {
            throw unexpected();
        }
    }

    void expect(char character) {
        expect(character, character);
    }

    /** Steps over everything up to and including the character. */
    void skipTo(char character) {
        while (!sees(character)) {
            if (at == end) {
                throw unexpected();
            }
            at++;
        }
        at++;
    }

    /** Steps over a part, and puts in its place what the function makes of it; {@code null} for a part that stays. */
    void part(@Nullable ValueFunction function) {
        int from = at;
        if (sees('"')) {
            int escapes = skipQuoted();
            if (function != null) {
                replace(from, quoted(function, from + 1, at - 1, escapes));
            }
            return;
        }
        while (at < end && !quoting.isSpecial(bytes[at])) {
            at++;
        }
        if (function != null && !quoting.isNothing(bytes, from, at)) {
            replace(from, function.apply(bytes, from, at - from));
        }
    }

    /** Steps over a text in quotes, and tells how many bytes of it escape the one behind them. */
    private int skipQuoted() {
        int escapes = 0;
        at++;
        while (at < end) {
            byte value = bytes[at++];
            if (value == QUOTE && !sees('"')) {
                return escapes;
            }
            if (value == QUOTE || value == BACKSLASH) {
                escapes++;
                at++;
            }
        }
        throw unexpected();
    }

    private byte @Nullable [] quoted(ValueFunction function, int from, int to, int escapes) {
        if (escapes == 0) {
            return function.apply(bytes, from, to - from);
        }
        byte[] text = new byte[to - from - escapes];
        int read = from;
        for (int i = 0; i < text.length; i++) {
            read += bytes[read] == QUOTE || bytes[read] == BACKSLASH ? 1 : 0;
            text[i] = bytes[read++];
        }
        return function.apply(text, 0, text.length);
    }

    private void replace(int from, byte @Nullable [] text) {
        if (text == null) {
            return;
        }
        if (out == null) {
            out = new ByteArrayOutputStream(end - copied + Math.max(16, text.length));
        }
        out.write(bytes, copied, from - copied);
        quoting.put(out, text);
        copied = at;
    }

    /** The new text, or {@code null} if no part changed. The walk must have come to the end. */
    byte @Nullable [] result() {
        if (at != end) {
            throw unexpected();
        }
        if (out == null) {
            return null;
        }
        out.write(bytes, copied, end - copied);
        return out.toByteArray();
    }

    IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "expected %s as PostgreSQL prints it, but the value is none".formatted(expected));
    }
}
