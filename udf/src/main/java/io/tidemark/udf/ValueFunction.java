package io.tidemark.udf;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of one value into the text that is published. Functions that users bring along are another thing: {@link
 * io.tidemark.udf.custom.CustomFunction}.
 *
 * <p>It is given PostgreSQL's own text of a value that is not null, in UTF-8, as a session with {@code TimeZone=UTC},
 * {@code DateStyle=ISO} and {@code extra_float_digits=1} prints it. It is pure: the same bytes give the same answer, on
 * every machine and at every time; it keeps nothing of them and may be called by several threads.
 */
public interface ValueFunction extends Serializable {

    /**
     * Gives the new text, or {@code null} if the value stays as it is, which costs no copy.
     *
     * @param bytes holds the value and much else; only read
     * @param offset where the value begins
     * @param length how many bytes it has
     * @throws IllegalArgumentException if the bytes are not the text of a value of the function's type; the message never
     *     holds them
     */
    byte @Nullable [] apply(byte[] bytes, int offset, int length);
}
