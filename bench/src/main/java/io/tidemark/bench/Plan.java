package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.End;
import io.tidemark.bench.workload.Workload;
import io.tidemark.bench.workload.Workloads;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a workload.
 *
 * @param rows of the job and its yardsticks
 * @param peerRows of everybody else: they need many times as long, and their rate does not change with the rows
 * @param ends where rows go; {@code null} for what says most about the workload
 * @param peers who is measured beside the job; {@code null} likewise
 */
record Plan(
        int rows,
        int peerRows,
        @Nullable Set<End> ends,
        @Nullable Set<Contender> peers) {

    List<Heat> heats(Workloads kind) {
        Workload workload = kind.of(rows);
        Workload small = kind.of(Math.min(rows, peerRows));
        List<Heat> heats = new ArrayList<>();
        for (End end : endsOf(kind)) {
            heats.add(new Heat(workload, Contender.TIDEMARK, end, heats.isEmpty(), false, false));
        }
        for (Contender peer : peersOf(kind)) {
            for (End end : endsOf(peer, endsOf(kind))) {
                heats.add(new Heat(small, peer, end, false, false, false));
            }
        }
        return heats;
    }

    String describe(Workloads kind) {
        Workload workload = kind.of(rows);
        Workload small = kind.of(Math.min(rows, peerRows));
        String text = workload.describe();
        if (!peersOf(kind).isEmpty() && small.rows() != workload.rows()) {
            text += ". Peers: " + small.describe();
        }
        return workload.warmUpTransactions() == 0 ? text : text + ". The first half of the changes is warm-up";
    }

    private Set<End> endsOf(Workloads kind) {
        if (ends != null) {
            return ends;
        }
        return kind == Workloads.WIDE ? EnumSet.of(End.FILES, End.KAFKA) : EnumSet.of(End.FILES);
    }

    private Set<Contender> peersOf(Workloads kind) {
        if (peers != null) {
            return peers;
        }
        return switch (kind) {
            case NARROW, WIDE, TPCB -> EnumSet.of(Contender.DEBEZIUM, Contender.CONNECTOR, Contender.SUBSCRIPTION);
            case JSONB, HUGE, TABLES -> EnumSet.noneOf(Contender.class);
        };
    }

    /** A peer makes no DTS Avro, and a subscription knows one end. */
    private static Set<End> endsOf(Contender peer, Set<End> ends) {
        if (peer == Contender.SUBSCRIPTION) {
            return EnumSet.of(End.DATABASE);
        }
        Set<End> its = EnumSet.noneOf(End.class);
        ends.forEach(end -> its.add(end == End.KAFKA ? End.KAFKA_JSON : end));
        return its;
    }
}
