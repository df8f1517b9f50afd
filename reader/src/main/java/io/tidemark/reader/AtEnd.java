package io.tidemark.reader;

/** What to do at the end of what is visible. */
enum AtEnd {
    RETURN,
    WAIT
}
