package io.tidemark.job.sink;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Gives each record of an array by itself again, for a writer that takes no other. */
public final class SpreadRecords implements FlatMapFunction<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(byte[] block, Collector<byte[]> out) {
        for (Frames frames = new Frames(block); frames.hasNext(); ) {
            ByteBuffer frame = frames.next();
            byte[] record = new byte[frame.remaining()];
            frame.get(record);
            out.collect(record);
        }
    }
}
