package io.tidemark.embedded.server;

/** A server was asked and did not answer, or not in a way that makes sense; it may be starting, busy or gone. */
public final class NoAnswerException extends RuntimeException {

    NoAnswerException(String message) {
        super(message);
    }

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
