package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.Delay;
import io.tidemark.bench.result.End;
import io.tidemark.bench.result.Measured;
import io.tidemark.bench.result.Round;
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

    /** The last of them, which 500 tables have, too. */
    private static final int MOST = GROWTH.get(GROWTH.size() - 1);

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
                announce(each.word(), plan.describe(each));
                List<Round> measured = bench.rounds(plan.heats(each), rounds, peerRounds);
                all.add(told(machine, each.word(), plan.describe(each), measured));
            }
            if (growthRows > 0) {
                all.addAll(growth(bench, machine, growthRows));
            }
        }
        return all;
    }

    private List<Measured> growth(Bench bench, String machine, int growthRows) throws Exception {
        List<Measured> all = new ArrayList<>();
        for (int times : GROWTH) {
            Workload narrow = Workloads.NARROW.of(growthRows * times);
            all.add(once(bench, machine, "growth-" + times, rowsOnly(narrow), narrow, true));
        }
        Workload tables = Workloads.TABLES.of(growthRows * MOST);
        all.add(once(bench, machine, "growth-tables", rowsOnly(tables), tables, true));
        Workload huge = Workloads.HUGE.of(growthRows * LARGEST_TRANSACTION);
        all.add(once(bench, machine, "growth-transaction", huge.describe(), huge, false));
        return all;
    }

    private static String rowsOnly(Workload workload) {
        return "Rows only: " + workload.describe().replaceFirst(";.*", "");
    }

    private Measured once(
            Bench bench, String machine, String name, String description, Workload workload, boolean snapshotOnly)
            throws Exception {
        announce(name, description);
        Heat heat = new Heat(workload, Contender.TIDEMARK, End.FILES, true, false, snapshotOnly);
        return told(machine, name, description, bench.once(heat));
    }

    List<Delay> delays() throws Exception {
        out.printf("%ndelay: from commit to consumer%n");
        out.flush();
        return new DelayBench(folder, out).run();
    }

    private void announce(String name, String description) {
        out.printf("%n%s: %s%n", name, description);
    }

    private Measured told(String machine, String name, String description, List<Round> measured) {
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        Measured all = new Measured(name, description, day, machine, measured);
        out.printf("%n%s", Table.of(all));
        out.flush();
        return all;
    }
}
