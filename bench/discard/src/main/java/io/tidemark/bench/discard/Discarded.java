package io.tidemark.bench.discard;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.Publisher;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts records in one writer, as the sinks of the job have one, and throws them away. */
record Discarded(String progress) implements Publisher {

    @Override
    public ValueStore values() {
        return new Nothing();
    }

    @Override
    public Packing packing() {
        return Packing.NONE;
    }

    @Override
    public void write(DataStream<byte[]> records, String name) {
        DataStream<byte[]> counted = name.equals(CHANGES)
                ? records.map(new Count(progress)).name("count").setParallelism(1)
                : records;
        counted.sinkTo(new DiscardingSink<>()).name(name).setParallelism(1);
    }

    private static final class Nothing implements ValueStore {

        private static final long serialVersionUID = 1L;

        @Override
        public String keep(byte[] bytes, int offset, int length, String sha256) {
            return "";
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            // it has no state
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // it has no state
        }
    }
}
