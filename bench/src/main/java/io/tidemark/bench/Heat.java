package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.End;
import io.tidemark.bench.result.Phase;
import io.tidemark.bench.result.Run;
import io.tidemark.bench.result.Subject;
import io.tidemark.bench.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One contender on one copy of a workload's tables: its rows, then the changes that are made to them while it waits.
 *
 * @param yardsticks whether these are measured beside
 * @param yardsticksFirst whether they go before the contender
 * @param snapshotOnly whether no changes are made
 */
record Heat(
        Workload workload,
        Contender contender,
        End end,
        boolean yardsticks,
        boolean yardsticksFirst,
        boolean snapshotOnly) {

    /** Starts a contender. */
    interface Starting {

        Contestant start(SourceDatabase source) throws Exception;
    }

    Heat withYardsticksFirst() {
        return new Heat(workload, contender, end, yardsticks, true, snapshotOnly);
    }

    Map<Subject, Run> run(SourceServer server, Supplier<Stream<ProcessHandle>> brokers, Starting starting)
            throws Exception {
        Map<Subject, Run> runs = new HashMap<>();
        try (SourceDatabase source = server.databaseOf(workload)) {
            Yardsticks least = new Yardsticks(source);
            if (yardsticks && yardsticksFirst) {
                runs.put(Subject.yardstick(Phase.SNAPSHOT), least.copy(workload.rows()));
            }
            Instant begun = Instant.now();
            try (Contestant contestant = starting.start(source);
                    Stopwatch stopwatch =
                            new Stopwatch(new Processes(contestant::processes, server::processes, brokers))) {
                stopwatch.forgetPeak();
                runs.put(subject(Phase.SNAPSHOT), snapshot(contestant, stopwatch, begun));
                if (yardsticks && !yardsticksFirst) {
                    runs.put(Subject.yardstick(Phase.SNAPSHOT), least.copy(workload.rows()));
                }
                if (!snapshotOnly) {
                    runs.putAll(stream(source, contestant, stopwatch, least));
                }
                contestant.check(source);
            }
        }
        return runs;
    }

    private Run snapshot(Contestant contestant, Stopwatch stopwatch, Instant begun) throws Exception {
        Instant to = contestant.arrivals().await(workload.rows(), contestant::failIfItDid);
        Instant from = contestant.arrivals().firstRead();
        return stopwatch
                .run(workload.rows(), from, to)
                .withStart(Duration.between(begun, from).toMillis() / 1e3);
    }

    private Map<Subject, Run> stream(
            SourceDatabase source, Contestant contestant, Stopwatch stopwatch, Yardsticks least) throws Exception {
        int warmUp = workload.warmUpTransactions();
        if (warmUp > 0) {
            contestant.lastTransactionIsAfter(source.change(workload, 0, warmUp));
            contestant.arrivals().await(workload.rows() + workload.warmUpChanges(), contestant::failIfItDid);
        }
        long changes = workload.changes() - workload.warmUpChanges();
        Map<Subject, Run> runs = new HashMap<>();
        if (yardsticks) {
            least.createSlot();
        }
        try (PausedSender sender = source.pauseSender(contestant.slot())) {
            contestant.lastTransactionIsAfter(source.change(workload, warmUp, workload.transactions()));
            if (yardsticks && yardsticksFirst) {
                runs.put(Subject.yardstick(Phase.STREAM), least.drain(changes));
            }
            stopwatch.forgetPeak();
            Instant from = sender.resume();
            Instant to = contestant.arrivals().await(workload.rows() + workload.changes(), contestant::failIfItDid);
            runs.put(subject(Phase.STREAM), stopwatch.run(changes, from, to));
        }
        if (yardsticks && !yardsticksFirst) {
            runs.put(Subject.yardstick(Phase.STREAM), least.drain(changes));
        }
        return runs;
    }

    private Subject subject(Phase phase) {
        return new Subject(phase, contender, end);
    }
}
