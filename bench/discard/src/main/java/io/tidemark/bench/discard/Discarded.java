package io.tidemark.bench.discard;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.Frames;
import io.tidemark.job.sink.NoValues;
import io.tidemark.job.sink.Publisher;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts records in one writer, as the sinks of the job have one, and throws them away. */
record Discarded(String progress) implements Publisher {

    @Override
    public ValueStore values() {
        return new NoValues();
    }

    @Override
    public Packing packing() {
        return Frames.PACKING;
    }

    @Override
    public void write(DataStream<byte[]> changes, DataStream<byte[]> deadLetters) {
        DataStream<byte[]> counted =
                changes.map(new Count(progress)).name("count").setParallelism(1);
        counted.sinkTo(new DiscardingSink<>()).name(CHANGES).setParallelism(1);
        deadLetters.sinkTo(new DiscardingSink<>()).name(DEAD_LETTER).setParallelism(1);
    }
}
