package io.tidemark.job.sink;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where what the job makes is published. */
public interface Publisher {

    /** What the operators of changes are named after, and folders of their files. */
    String CHANGES = "changes";

    /** The same for what could not be published among them, as lines of JSON. */
    String DEAD_LETTER = "dead-letter";

    /** Where values go that are too large for their record. */
    ValueStore values();

    /** How the records of changes lie in the arrays that {@link #write} gets. */
    Packing packing();

    /**
     * Publishes records in the order in which they come, with the checkpoint.
     *
     * @param changes arrays of many records, as {@link #packing} has them
     * @param deadLetters each a line with its line feed
     */
    void write(DataStream<byte[]> changes, DataStream<byte[]> deadLetters);
}
