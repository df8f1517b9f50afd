package io.tidemark.reader;

import org.jspecify.annotations.Nullable;

/** Reading cannot go on, for a reason that the message tells an operator with the way out. */
public class ReaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReaderException(String message) {
        super(message);
    }

    ReaderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
