package io.tidemark.embedded.demo;

/** A part of the demo did not work; the message says which, and where to look. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
