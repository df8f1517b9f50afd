package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.UnencodableValueException;
import java.io.Serializable;
import org.apache.flink.util.Collector;

/** What a sink wants to travel with a change's record. */
public interface Packing extends Serializable {

    /** The record and nothing else. */
    Packing NONE = (change, record, out) -> out.collect(record);

    /**
     * Gives arrays for the sink to open again: one, or one for each place where the change has to be known.
     *
     * @throws TooLargeException if the sink can't carry so large a record
     * @throws UnencodableValueException if a value cannot be carried as it is
     */
    void pack(Change change, byte[] record, Collector<byte[]> out) throws TooLargeException, UnencodableValueException;
}
