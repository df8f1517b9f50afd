package io.tidemark.task;

import java.io.Serializable;

/**
 * What is too large, and what becomes of it.
 *
 * @param rowLimit the most bytes that the values of one row may have to go downstream
 * @param recordLimit the most bytes that one record of the log may have before it endangers the memory; not below
 *     {@code rowLimit}
 */
public record Guard(long rowLimit, long recordLimit, Oversized oversized) implements Serializable {

    /** DTS's limits. */
    public static final Guard DEFAULT = new Guard(16L << 20, 256L << 20, Oversized.DEAD_LETTER);

    /** What becomes of a row over the limit. */
    public enum Oversized {
        FAIL,
        DEAD_LETTER,
        TRUNCATE,
        CLAIM_CHECK
    }

    public Guard {
        if (rowLimit < 1 || recordLimit < rowLimit) {
            throw new IllegalArgumentException("row-limit must be at least 1 byte and at most record-limit, but was "
                    + rowLimit + " bytes with a record-limit of " + recordLimit + " bytes");
        }
    }
}
