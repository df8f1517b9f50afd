package io.tidemark.record;

/** What happened, with the letter that Debezium's envelope has for it. */
public enum Operation {
    /** A row of the snapshot. */
    READ('r'),
    INSERT('c'),
    UPDATE('u'),
    DELETE('d'),
    TRUNCATE('t');

    private final char code;

    Operation(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /**
     * The operation of a letter of the envelope.
     *
     * @throws IllegalArgumentException if no operation has that letter
     */
    public static Operation of(char code) {
        for (Operation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        throw new IllegalArgumentException("op is one of r, c, u, d, t, but was '" + code + "'");
    }
}
