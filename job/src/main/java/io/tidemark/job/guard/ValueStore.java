package io.tidemark.job.guard;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Keeps values apart from their rows, beside the sink: it is the sink that knows for how long. It takes part in the guard's
 * checkpoints, whatever the task's policy is, so that the policy can be changed with a savepoint.
 */
public interface ValueStore extends CheckpointedFunction, Serializable {

    /**
     * Keeps a value; it is there for readers, whole, and outlasts a loss of power, before this returns. Keeping it again gives
     * the same file.
     *
     * @param sha256 of the value, in hexadecimal
     * @return the path of its file, below the sink's directory; empty if this sink keeps no values
     */
    String keep(byte[] bytes, int offset, int length, String sha256) throws IOException;
}
