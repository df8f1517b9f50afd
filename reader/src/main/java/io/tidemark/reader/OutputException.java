package io.tidemark.reader;

import java.io.IOException;

/** What was read could not be handed on, so that it does not count as read. */
final class OutputException extends IOException {

    private static final long serialVersionUID = 1L;

    OutputException(IOException cause) {
        super("records could not be written: " + cause.getMessage(), cause);
    }

    /** Whether whoever reads the pipe went away, as {@code head} does when it has enough. */
    boolean isClosedPipe() {
        Throwable cause = getCause();
        String reason = cause == null ? null : cause.getMessage();
        return reason != null && reason.contains("Broken pipe"); // Java gives no errno
    }
}
