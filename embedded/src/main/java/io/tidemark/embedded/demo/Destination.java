package io.tidemark.embedded.demo;

/** Where the demo's task publishes to. */
interface Destination extends AutoCloseable {

    /** What the task file says of it below {@code sink}. */
    String sink();

    /** Whether a consumer can begin to read, or to wait. */
    boolean isThere();

    @Override
    void close();
}
