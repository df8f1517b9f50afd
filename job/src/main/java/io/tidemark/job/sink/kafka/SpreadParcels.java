package io.tidemark.job.sink.kafka;

import io.tidemark.job.sink.Frames;
import java.nio.ByteBuffer;
import org.apache.flink.streaming.api.functions.co.CoFlatMapFunction;
import org.apache.flink.util.Collector;

/** Gives each change of an array by itself again, for a writer that takes no other, and dead letters between them. */
final class SpreadParcels implements CoFlatMapFunction<byte[], byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** @param block of parcels */
    @Override
    public void flatMap1(byte[] block, Collector<byte[]> out) {
        for (Frames frames = new Frames(block); frames.hasNext(); ) {
            ByteBuffer frame = frames.next();
            byte[] record = new byte[frame.remaining()];
            frame.get(record);
            out.collect(record);
        }
    }

    @Override
    public void flatMap2(byte[] deadLetter, Collector<byte[]> out) {
        out.collect(ChangeParcel.ofDeadLetter(deadLetter));
    }
}
