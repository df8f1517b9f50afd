package io.tidemark.udf;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Calls a function as the job does: with a value that lies between others. */
final class Applied {

    private static final byte NEIGHBOUR = '9';

    private Applied() {}

    /** The text after the function, be it new or left as it is. */
    static String text(ValueFunction function, String value) {
        String changed = change(function, value);
        return changed == null ? value : changed;
    }

    /** The new text, or {@code null} if the function leaves the value as it is. */
    static @Nullable String change(ValueFunction function, String value) {
        byte[] text = value.getBytes(UTF_8);
        byte[] bytes = new byte[text.length + 2];
        bytes[0] = NEIGHBOUR;
        System.arraycopy(text, 0, bytes, 1, text.length);
        bytes[text.length + 1] = NEIGHBOUR;
        byte[] changed = function.apply(bytes, 1, text.length);
        return changed == null ? null : new String(changed, UTF_8);
    }
}
