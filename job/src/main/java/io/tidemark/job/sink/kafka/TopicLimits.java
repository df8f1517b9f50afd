package io.tidemark.job.sink.kafka;

import java.io.Serializable;

/**
 * What the broker was found to allow.
 *
 * @param recordBytes of one record, key and headers included
 * @param transactionMillis for how long a transaction may stay open before the broker ends it
 */
public record TopicLimits(int recordBytes, int transactionMillis) implements Serializable {

    /** What a batch of one record needs beside key, value and table: its own head, and the other headers. */
    private static final int OVERHEAD = 300;

    /** Whether a record is sure to fit. */
    boolean fits(long bytes) {
        return bytes + OVERHEAD <= recordBytes;
    }
}
