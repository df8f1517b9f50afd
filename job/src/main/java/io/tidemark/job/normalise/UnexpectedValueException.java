package io.tidemark.job.normalise;

/** A value is not of the form that its type has; its text is not in the message. */
final class UnexpectedValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String column;
    private final String reason;

    UnexpectedValueException(String column, String reason) {
        super("column \"" + column + "\": " + reason);
        this.column = column;
        this.reason = reason;
    }

    String column() {
        return column;
    }

    String reason() {
        return reason;
    }
}
