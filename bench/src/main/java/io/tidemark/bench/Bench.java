package io.tidemark.bench;

import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds on one server and one Flink cluster, which stay up, so that after the first round their code is compiled. In every
 * second round the yardsticks go first.
 */
final class Bench {

    /** How old a figure of the job may be that REST gives. */
    private static final Map<String, String> SETTINGS = Map.of("metrics.fetcher.update-interval", "100");

    private static final String DRAINED_SLOT = "bench_drain";

    private final MixedTable table;
    private final BenchFolder folder;
    private final PrintWriter out;

    Bench(MixedTable table, BenchFolder folder, PrintWriter out) {
        this.table = table;
        this.folder = folder;
        this.out = out;
    }

    /** Measures, after a warm-up round that does not count. */
    List<Round> rounds(int count) throws Exception {
        try (SourceDatabase source = SourceDatabase.start(folder.server())) {
            folder.writeTask(source);
            say(Machine.describe(source.version()));
            ClusterOptions options = ClusterOptions.in(folder.flink())
                    .withSlots(TrackJob.PARALLELISM)
                    .withSettings(SETTINGS);
            try (FlinkCluster cluster = FlinkCluster.start(options)) {
                List<Round> rounds = new ArrayList<>();
                say("warm-up ...%n".formatted());
                round(source, cluster, true);
                for (int number = 1; number <= count; number++) {
                    say("round %d ...%n".formatted(number));
                    rounds.add(round(source, cluster, number % 2 == 0));
                }
                return rounds;
            }
        }
    }

    private Round round(SourceDatabase source, FlinkCluster cluster, boolean yardsticksFirst) throws Exception {
        Yardsticks yardsticks = new Yardsticks(source);
        Map<Contender, Run> runs = new EnumMap<>(Contender.class);
        table.fill(source.session());
        if (yardsticksFirst) {
            runs.put(Contender.COPY, yardsticks.copy(MixedTable.NAME, table.rows()));
        }
        try (TrackJob job = TrackJob.submit(folder, source, cluster)) {
            runs.putAll(job.snapshot(table.rows()));
            if (!yardsticksFirst) {
                runs.put(Contender.COPY, yardsticks.copy(MixedTable.NAME, table.rows()));
            }
            runs.putAll(stream(job, source, yardsticks, yardsticksFirst));
        }
        folder.deleteRecords();
        return new Round(runs);
    }

    private Map<Contender, Run> stream(
            TrackJob job, SourceDatabase source, Yardsticks yardsticks, boolean yardsticksFirst) throws Exception {
        Map<Contender, Run> runs = new EnumMap<>(Contender.class);
        source.createSlot(DRAINED_SLOT);
        try (PausedSender sender = job.pauseSender()) {
            table.change(source.session());
            if (yardsticksFirst) {
                runs.put(Contender.DRAIN, drain(yardsticks));
            }
            runs.putAll(job.stream(sender, table.rows()));
        }
        if (!yardsticksFirst) {
            runs.put(Contender.DRAIN, drain(yardsticks));
        }
        source.dropSlot(DRAINED_SLOT);
        return runs;
    }

    private Run drain(Yardsticks yardsticks) throws Exception {
        return yardsticks.drain(DRAINED_SLOT, BenchFolder.SLOT, table.rows());
    }

    private void say(String text) {
        out.print(text);
        out.flush();
    }
}
