package io.tidemark.job.sink;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where what the job makes is published. */
public interface Publisher {

    /** The changes. */
    String CHANGES = "changes";

    /** What could not be published among them, as lines of JSON. */
    String DEAD_LETTER = "dead-letter";

    /** Where values go that are too large for their record. */
    ValueStore values();

    /** What travels with a change's record. */
    Packing packing();

    /**
     * Publishes records in the order in which they come, with the checkpoint.
     *
     * @param name {@link #CHANGES} or {@link #DEAD_LETTER}: of the operators too
     */
    void write(DataStream<byte[]> records, String name);
}
