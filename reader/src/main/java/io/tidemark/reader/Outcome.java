package io.tidemark.reader;

/** Why reading ended without an error. */
enum Outcome {
    /** All that is visible was read. */
    AT_END,
    /** No finished file is visible yet. */
    NOTHING_YET,
    /** It was asked to stop. */
    STOPPED,
    /** Whoever reads the output went away. */
    OUTPUT_CLOSED
}
