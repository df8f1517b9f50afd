package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.Delay;
import io.tidemark.bench.result.End;
import io.tidemark.bench.result.Measured;
import io.tidemark.bench.result.Table;
import io.tidemark.bench.workload.Workload;
import io.tidemark.bench.workload.Workloads;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Measures what was asked for, and tells as it goes. */
record Measuring(Plan plan, BenchFolder folder, int rounds, int peerRounds, PrintWriter out) {

    /** Times the rows of the smallest table of growth. */
    private static final List<Integer> GROWTH = List.of(1, 4, 16);

    /** Times the rows of the smallest table of growth, too. */
    private static final int LARGEST_TRANSACTION = 5;

    /**
     * Measures workloads, and growth.
     *
     * @param growthRows of the smallest table of growth; 0 to leave that out
     */
    List<Measured> workloads(List<Workloads> workloads, int growthRows) throws Exception {
        List<Measured> all = new ArrayList<>();
        if (workloads.isEmpty() && growthRows == 0) {
            return all;
        }
        try (Bench bench = Bench.start(folder, out)) {
            String machine = Machine.describe(bench.version());
            out.print(machine);
            for (Workloads each : workloads) {
                all.add(measure(bench, machine, each.word(), plan.describe(each), plan.heats(each), rounds));
            }
            for (int times : growthRows == 0 ? List.<Integer>of() : GROWTH) {
                Workload narrow = Workloads.NARROW.of(growthRows * times);
                Heat heat = new Heat(narrow, Contender.TIDEMARK, End.FILES, true, false, true);
                String what = "Rows only: " + narrow.describe().replaceFirst(";.*", "");
                // one round: the rows are many, and a warm-up would take as long again
                all.add(measure(bench, machine, "growth-" + times, what, List.of(heat), 1));
            }
            if (growthRows > 0) {
                Workload huge = Workloads.HUGE.of(growthRows * LARGEST_TRANSACTION);
                Heat heat = new Heat(huge, Contender.TIDEMARK, End.FILES, true, false, false);
                all.add(measure(bench, machine, "growth-transaction", huge.describe(), List.of(heat), 1));
            }
        }
        return all;
    }

    List<Delay> delays() throws Exception {
        out.printf("%ndelay: from commit to consumer%n");
        out.flush();
        return new DelayBench(folder, out).run();
    }

    private Measured measure(Bench bench, String machine, String name, String description, List<Heat> heats, int count)
            throws Exception {
        out.printf("%n%s: %s%n", name, description);
        Measured measured = new Measured(
                name,
                description,
                LocalDate.now(ZoneOffset.UTC).toString(),
                machine,
                bench.rounds(heats, count, peerRounds));
        out.printf("%n%s", Table.of(measured));
        out.flush();
        return measured;
    }
}
