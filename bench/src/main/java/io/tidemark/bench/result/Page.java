package io.tidemark.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The page of results: what was wanted and what was measured, then every figure; beside it the chart and the results as JSON. */
public final class Page {

    private static final int MIB = 1 << 20;

    private final Results results;
    private final StringBuilder out = new StringBuilder();

    private Page(Results results) {
        this.results = results;
    }

    /** The results that lie beside a page. */
    public static Path resultsOf(Path page) {
        return beside(page, ".json");
    }

    /** Writes the page, {@code speed.md}, and with it {@code speed.svg} and {@code speed.json}. */
    public static void write(Results results, Path page) throws IOException {
        Path chart = beside(page, ".svg");
        Files.writeString(chart, Chart.of(results));
        Files.writeString(page, new Page(results).text(chart.getFileName().toString()));
        results.write(resultsOf(page));
    }

    private static Path beside(Path page, String ending) {
        String name = page.getFileName().toString().replaceFirst("\\.md$", "");
        return page.resolveSibling(name + ending);
    }

    private String text(String chart) {
        out.append("# Speed\n\nWritten by `./tidemark bench`, which measured it: every figure and the chart. ");
        out.append("What is measured, and how, is in [bench/RATIONALE.md](../bench/RATIONALE.md).\n\n");
        out.append("![Rows a second, by workload](").append(chart).append(")\n\n");
        bars();
        results.workloads().values().forEach(this::workload);
        delays();
        return out.toString();
    }

    private void bars() {
        out.append("## What it is meant to reach\n\nRatios are made within a round: median (smallest .. largest).\n\n");
        out.append("| what | at least | measured | met |\n|---|---|---|---|\n");
        for (Bars.Bar bar : Bars.of(results)) {
            out.append("| %s | %s | %s | %s |%n"
                    .formatted(bar.what(), bar.wanted().replaceFirst("^at least ", ""), bar.measured(), bar.met()));
        }
        out.append('\n');
    }

    private void workload(Measured measured) {
        out.append("## ").append(measured.workload()).append("\n\n");
        out.append(measured.description()).append(". ");
        out.append("%s, %s, on %s.%n%n"
                .formatted(
                        measured.rounds().size() == 1
                                ? "One round"
                                : measured.rounds().size() + " rounds",
                        measured.day(),
                        measured.machine().strip().replaceAll("\\R", "; ")));
        out.append(
                "| | rows/s, median | smallest .. largest | of the yardstick | CPU s per million rows: reader + source + sink's server | peak MiB |\n");
        out.append("|---|---:|---:|---:|---:|---:|\n");
        for (Subject subject : measured.subjects()) {
            measured.rowsPerSecond(subject).ifPresent(rate -> line(measured, subject, rate));
        }
        out.append('\n');
    }

    private void line(Measured measured, Subject subject, Spread rate) {
        String phase = subject.phase().name().toLowerCase(Locale.ROOT);
        boolean isYardstick = subject.contender() == Contender.YARDSTICK;
        Optional<Spread> ratio = measured.ratio(subject, Subject.yardstick(subject.phase()));
        out.append("| %s: %s | %s | %s .. %s | %s | %s + %s + %s | %s |%n"
                .formatted(
                        phase,
                        subject.label(),
                        Table.whole(rate.median()),
                        Table.whole(rate.min()),
                        Table.whole(rate.max()),
                        isYardstick ? "" : ratio.map(Table::ratio).orElse(""),
                        perMillion(measured, subject, run -> run.client() * 1e6 / run.rows()),
                        perMillion(measured, subject, run -> run.server() * 1e6 / run.rows()),
                        perMillion(measured, subject, run -> run.broker() * 1e6 / run.rows()),
                        isYardstick
                                ? ""
                                : measured.figure(subject, Run::peakBytes)
                                        .map(peak -> Table.whole(peak.max() / MIB))
                                        .orElse("")));
    }

    private static String perMillion(
            Measured measured, Subject subject, java.util.function.ToDoubleFunction<Run> figure) {
        return measured.figure(subject, figure)
                .map(each -> String.format(Locale.ROOT, "%.1f", each.median()))
                .orElse("");
    }

    private void delays() {
        if (results.delays().isEmpty()) {
            return;
        }
        out.append("## delay\n\nFrom the commit, by the server's clock, to the consumer, in milliseconds.\n\n");
        out.append("| to | interval | rows/s | median | 99th percentile | largest |\n|---|---:|---:|---:|---:|---:|\n");
        for (Delay delay : results.delays()) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %d ms | %s | %.0f | %.0f | %.0f |%n",
                    delay.label(),
                    delay.intervalMillis(),
                    Table.whole(delay.rowsPerSecond()),
                    delay.median(),
                    delay.p99(),
                    delay.max()));
        }
        out.append('\n');
    }
}
