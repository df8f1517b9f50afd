package io.tidemark.bench.discard;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.Framing;
import io.tidemark.job.sink.GatherRecords;
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
        return Packing.NONE;
    }

    @Override
    public void write(DataStream<byte[]> records, String name) {
        DataStream<byte[]> counted = name.equals(CHANGES)
                ? GatherRecords.of(records, name, Framing.LENGTHS)
                        .map(new Count(progress))
                        .name("count")
                        .setParallelism(1)
                : records;
        counted.sinkTo(new DiscardingSink<>()).name(name).setParallelism(1);
    }
}
