package io.tidemark.task;

import java.io.Serializable;

/**
 * Which kinds of change are tracked; at least one.
 *
 * @param rows INSERT, UPDATE, DELETE and TRUNCATE
 * @param ddl CREATE, ALTER and DROP
 */
public record Capture(boolean rows, boolean ddl) implements Serializable {

    /** DTS's default: both. */
    public static final Capture DEFAULT = new Capture(true, true);

    public Capture {
        if (!rows && !ddl) {
            throw new IllegalArgumentException("rows and ddl are both false, so that there is nothing to track");
        }
    }
}
