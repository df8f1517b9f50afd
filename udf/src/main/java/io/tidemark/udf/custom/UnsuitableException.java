package io.tidemark.udf.custom;

/**
 * A column or an option is none that a function can work with. The operator reads the message, which is the only one of a
 * function's messages that is shown: it must not hold an option that may be a secret.
 */
public final class UnsuitableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what was seen, such as {@code keep must be a number, but was 'four'} */
    public UnsuitableException(String message) {
        super(message);
    }
}
