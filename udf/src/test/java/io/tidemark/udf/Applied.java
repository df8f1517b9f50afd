package io.tidemark.udf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** Calls a function as the job does: with a value that lies between others. */
final class Applied {

    private static final String NEIGHBOUR = "9";

    private Applied() {}

    /** The text after the function, be it new or left as it is. */
    static String text(ValueFunction function, String value) {
        String changed = change(function, value);
        return changed == null ? value : changed;
    }

    /** The new text, or {@code null} if the function leaves the value as it is. */
    static @Nullable String change(ValueFunction function, String value) {
        byte[] bytes = (NEIGHBOUR + value + NEIGHBOUR).getBytes(US_ASCII);
        byte[] changed = function.apply(bytes, NEIGHBOUR.length(), value.length());
        return changed == null ? null : new String(changed, US_ASCII);
    }
}
