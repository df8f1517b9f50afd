package io.tidemark.embedded.server;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that does nothing but count, for the cluster's test. Its argument is the job's name. */
public final class CountingJob {

    private CountingJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("refused")) {
            throw new IllegalStateException("this name is refused");
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .uid("numbers")
                .map(new Counting())
                .uid("counting")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        environment.execute(arguments[0]);
    }

    /** Counts what passes, about a thousand numbers a second. */
    static final class Counting extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1;

        private transient Counter counter;

        @Override
        public void open(OpenContext context) {
            counter = getRuntimeContext().getMetricGroup().counter("tidemark.counted");
        }

        @Override
        public Long map(Long number) {
            counter.inc();
            LockSupport.parkNanos(1_000_000);
            return number;
        }
    }
}
