package io.tidemark.bench;

import io.tidemark.bench.result.Delay;
import io.tidemark.bench.result.End;
import io.tidemark.bench.workload.Workload;
import io.tidemark.bench.workload.Workloads;
import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long a change takes from its commit to a consumer, while rows are committed at a steady rate. */
final class DelayBench {

    private static final int ROWS_BEFORE = 1_000;
    private static final List<Long> INTERVALS = List.of(200L, 1_000L);

    /** What comes first meets cold code, and does not count: some of it runs once a checkpoint. */
    private static final int CHECKPOINTS_OF_WARM_UP = 200;

    private static final Duration LEAST_WARM_UP = Duration.ofSeconds(60);

    private static final int CHECKPOINTS_MEASURED = 60;
    private static final Duration LEAST_MEASURED = Duration.ofSeconds(30);

    private final BenchFolder folder;
    private final PrintWriter out;

    DelayBench(BenchFolder folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    /** To files and to a topic, with intervals of 200 ms and 1 s; and to a topic at least once. */
    List<Delay> run() throws Exception {
        List<Delay> delays = new ArrayList<>();
        try (SourceServer source = SourceServer.start(folder.server());
                Broker broker = new Broker(folder.broker())) {
            for (long interval : INTERVALS) {
                Map<String, String> settings = Map.of(
                        "taskmanager.memory.task.heap.size",
                        Bench.TASK_HEAP,
                        "execution.checkpointing.interval",
                        interval + " ms",
                        "execution.checkpointing.min-pause",
                        "0 ms");
                try (FlinkCluster cluster = FlinkCluster.start(ClusterOptions.in(folder.flink())
                        .withSlots(TrackJob.PARALLELISM)
                        .withSettings(settings))) {
                    delays.add(measure(source, cluster, broker, End.FILES, false, interval));
                    delays.add(measure(source, cluster, broker, End.KAFKA, false, interval));
                    if (interval == INTERVALS.get(INTERVALS.size() - 1)) {
                        delays.add(measure(source, cluster, broker, End.KAFKA, true, interval));
                    }
                }
            }
        }
        return delays;
    }

    private Delay measure(
            SourceServer server, FlinkCluster cluster, Broker broker, End end, boolean atLeastOnce, long interval)
            throws Exception {
        Workload workload = Workloads.NARROW.of(ROWS_BEFORE);
        Path heat = folder.heat();
        if (end.isTopic()) {
            broker.freshTopic();
        }
        try (SourceDatabase source = server.databaseOf(workload)) {
            String sink = TaskText.sink(end, end.isTopic() ? broker.bootstrap() : null, atLeastOnce);
            Path task = TaskText.write(heat, source.server(), "", sink);
            Path changes = heat.resolve(Path.of("records", "changes"));
            try (Arrivals arrivals = end.isTopic()
                            ? broker.arrivals(new RecordCheck.CountOnly(new Told(heat)))
                            : new ArrivedFiles(changes, new RecordCheck.CountOnly(new Told(heat)));
                    TrackJob job =
                            TrackJob.submit(cluster, task, arrivals, new RecordCheck.CountOnly(new Told(heat)))) {
                source.awaitReader(job.slot());
                Duration warmUp = longer(LEAST_WARM_UP, CHECKPOINTS_OF_WARM_UP, interval);
                Duration measured = longer(LEAST_MEASURED, CHECKPOINTS_MEASURED, interval);
                SteadyWriter writer = new SteadyWriter(source, warmUp.plus(measured));
                DelayedChanges delayed =
                        end.isTopic() ? DelayedChanges.inTopic(broker) : DelayedChanges.inFiles(changes);
                long[] millis = delayed.of(writer, warmUp);
                Delay delay = result(end, atLeastOnce, interval, millis, writer.rowsPerSecond());
                out.printf(
                        "  %s, interval %d ms: 99th percentile %.0f ms at %.0f rows/s%n",
                        delay.label(), interval, delay.p99(), delay.rowsPerSecond());
                out.flush();
                return delay;
            }
        }
    }

    private static Duration longer(Duration least, int checkpoints, long interval) {
        Duration all = Duration.ofMillis(checkpoints * interval);
        return all.compareTo(least) > 0 ? all : least;
    }

    private static Delay result(End end, boolean atLeastOnce, long interval, long[] millis, double rate) {
        long[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Delay(
                end,
                atLeastOnce,
                interval,
                rate,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                sorted[sorted.length - 1]);
    }
}
