package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.End;
import io.tidemark.bench.result.Round;
import io.tidemark.bench.result.Run;
import io.tidemark.bench.result.Subject;
import io.tidemark.bench.workload.Workload;
import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds on one server, one Flink cluster and one broker, which stay up, so that after the first round their code is
 * compiled. Every second round goes the other way round.
 */
final class Bench implements AutoCloseable {

    /** What the job is meant to do with, whatever it reads. */
    static final String TASK_HEAP = "256m";

    private static final Map<String, String> SETTINGS = Map.of("taskmanager.memory.task.heap.size", TASK_HEAP);

    private final SourceServer source;
    private final FlinkCluster cluster;
    private final Broker broker;
    private final Subscribers subscribers;
    private final Starter starter;
    private final PrintWriter out;

    private Bench(SourceServer source, BenchFolder folder, PrintWriter out) {
        this.source = source;
        this.out = out;
        this.broker = new Broker(folder.broker());
        this.subscribers = new Subscribers(folder.subscriber());
        this.cluster = FlinkCluster.start(ClusterOptions.in(folder.flink())
                .withSlots(TrackJob.PARALLELISM)
                .withSettings(SETTINGS));
        this.starter = new Starter(folder, cluster, broker, subscribers);
    }

    static Bench start(BenchFolder folder, PrintWriter out) throws Exception {
        SourceServer source = SourceServer.start(folder.server());
        try {
            return new Bench(source, folder, out);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    String version() throws Exception {
        return source.version();
    }

    /**
     * Measures, after a warm-up of the job alone that does not count.
     *
     * @param heats what each round is; the first of them has the yardsticks beside it
     * @param peers in so many of the rounds there are peers
     */
    List<Round> rounds(List<Heat> heats, int count, int peers) throws Exception {
        List<Round> rounds = new ArrayList<>();
        say("  warm-up");
        for (Heat heat : heats) {
            if (!heat.contender().isPeer()) {
                run(heat); // to each end: a broker that has just started is slow, too
            }
        }
        for (int number = 1; number <= count; number++) {
            say("%n  round %d".formatted(number));
            List<Heat> order = new ArrayList<>(heats);
            if (number > peers) {
                order.removeIf(heat -> heat.contender().isPeer());
            }
            if (number % 2 == 0) {
                Collections.reverse(order);
            }
            Map<Subject, Run> runs = new HashMap<>();
            for (Heat heat : order) {
                runs.putAll(run(number % 2 == 0 ? heat.withYardsticksFirst() : heat));
            }
            rounds.add(new Round(runs));
        }
        say("%n".formatted());
        source.forgetTemplates();
        return rounds;
    }

    /** One round of one heat, whose rows are so many that a warm-up would take as long again. */
    List<Round> once(Heat heat) throws Exception {
        say(" ");
        Round round = new Round(run(heat));
        say("%n".formatted());
        source.forgetTemplates();
        return List.of(round);
    }

    private Map<Subject, Run> run(Heat heat) throws Exception {
        say(" " + heat.contender().name().toLowerCase(java.util.Locale.ROOT) + ">"
                + heat.end().word());
        Contender contender = heat.contender();
        End end = heat.end();
        Workload workload = heat.workload();
        return heat.run(
                source,
                end.isTopic() ? broker::processes : Processes.none(),
                database -> starter.start(contender, end, workload, database));
    }

    private void say(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void close() {
        cluster.close();
        broker.close();
        subscribers.close();
        source.close();
    }
}
