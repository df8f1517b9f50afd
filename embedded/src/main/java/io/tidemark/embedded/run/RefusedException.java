package io.tidemark.embedded.run;

/** Nothing was started; the message is for the user and says what can be done. */
final class RefusedException extends RuntimeException {

    RefusedException(String message) {
        super(message);
    }
}
