package io.tidemark.bench.result;

/** What is read. */
public enum Phase {
    /** The rows that are there. */
    SNAPSHOT,
    /** The log of what happens to them. */
    STREAM
}
