package io.tidemark.job.source;

import io.tidemark.record.Row;

/** Finds the chunk that a key lies in, in the server's own order of the key. */
interface KeyLocator {

    /** The index of the chunk, in the order of the chunks, that holds the value of a column of a row. */
    int locate(Row row, int column);
}
