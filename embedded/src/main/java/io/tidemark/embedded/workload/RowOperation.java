package io.tidemark.embedded.workload;

/** What a client did to a row or, for TRUNCATE, to all rows of a table. */
public enum RowOperation {
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE
}
