package io.tidemark.record;

/** What happened, with the letter that Debezium's envelope has for it where it has one. */
public enum Operation {
    /** A row of the snapshot. */
    READ('r'),
    INSERT('c'),
    UPDATE('u'),
    DELETE('d'),
    TRUNCATE('t'),

    /** What follows belongs to one transaction. */
    BEGIN('b'),
    /** The transaction is complete. */
    COMMIT('e');

    private final char code;

    Operation(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** Whether it is the begin or the end of a transaction, and concerns no table. */
    public boolean isBoundary() {
        return this == BEGIN || this == COMMIT;
    }

    /**
     * The operation of a letter.
     *
     * @throws IllegalArgumentException if no operation has it
     */
    public static Operation of(char code) {
        for (Operation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        throw new IllegalArgumentException("op is one of r, c, u, d, t, b, e, but was '" + code + "'");
    }
}
