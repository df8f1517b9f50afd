package io.tidemark.job.sink.files;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** The bucket that {@link Sequence} gave the line. */
final class SequenceBuckets implements BucketAssigner<Tuple2<String, byte[]>, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(Tuple2<String, byte[]> line, Context context) {
        return line.f0;
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
