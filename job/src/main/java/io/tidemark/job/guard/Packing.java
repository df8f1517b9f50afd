package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.GrowingBytes;
import io.tidemark.record.UnencodableValueException;
import java.io.Serializable;

/** How the records of changes lie in an array of many, and what a sink wants to travel with them. */
public interface Packing extends Serializable {

    /** The records and nothing else, one behind the other. */
    Packing NONE = (change, encoder, block) -> encoder.encode(change, block);

    /**
     * Puts the change's record behind what the block holds already: once, or once for each place where the change has to be known.
     * What is put when it throws is taken away by the caller.
     *
     * @throws TooLargeException if the sink can't carry so large a record
     * @throws UnencodableValueException if a value cannot be carried as it is
     */
    void pack(Change change, ChangeEncoder encoder, GrowingBytes block)
            throws TooLargeException, UnencodableValueException;
}
