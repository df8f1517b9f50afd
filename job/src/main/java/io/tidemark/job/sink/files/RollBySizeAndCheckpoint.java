package io.tidemark.job.sink.files;

import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/** A file ends with its checkpoint, or before when it has grown large enough. */
final class RollBySizeAndCheckpoint extends CheckpointRollingPolicy<Tuple2<String, byte[]>, String> {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    RollBySizeAndCheckpoint(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, Tuple2<String, byte[]> element) throws IOException {
        return file.getSize() >= bytes;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long currentTime) {
        return false;
    }
}
