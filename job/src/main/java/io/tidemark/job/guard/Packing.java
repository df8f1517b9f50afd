package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.UnencodableValueException;
import java.io.Serializable;

/** What a sink wants to travel with a change's record. */
public interface Packing extends Serializable {

    /** The record and nothing else. */
    Packing NONE = (change, record) -> record;

    /**
     * One array for the sink to open again.
     *
     * @throws TooLargeException if the sink can't carry so large a record
     * @throws UnencodableValueException if a value cannot be carried as it is
     */
    byte[] pack(Change change, byte[] record) throws TooLargeException, UnencodableValueException;
}
