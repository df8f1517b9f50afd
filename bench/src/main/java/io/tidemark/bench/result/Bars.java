package io.tidemark.bench.result;

import static io.tidemark.bench.result.Contender.CONNECTOR;
import static io.tidemark.bench.result.Contender.DEBEZIUM;
import static io.tidemark.bench.result.Contender.TIDEMARK;
import static io.tidemark.bench.result.End.FILES;
import static io.tidemark.bench.result.End.KAFKA;
import static io.tidemark.bench.result.Phase.SNAPSHOT;
import static io.tidemark.bench.result.Phase.STREAM;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the job is meant to reach, and what it was measured to. */
final class Bars {

    private static final int MIB = 1 << 20;

    private final Map<String, Measured> workloads;
    private final List<Delay> delays;
    private final List<Bar> bars = new ArrayList<>();

    private Bars(Results results) {
        this.workloads = results.workloads();
        this.delays = results.delays();
    }

    /** One line of the table; {@code met} is what people read first. */
    record Bar(String what, String wanted, String measured, String met) {}

    static List<Bar> of(Results results) {
        Bars bars = new Bars(results);
        bars.rates();
        bars.memory();
        bars.growth();
        bars.processors();
        bars.delay();
        return List.copyOf(bars.bars);
    }

    private void rates() {
        String snapshot = "snapshot to files as JSON, wide table";
        Subject toFiles = new Subject(SNAPSHOT, TIDEMARK, FILES);
        ratio(snapshot, "0.50 of `COPY TO STDOUT`", "wide", toFiles, Subject.yardstick(SNAPSHOT), 0.5);
        times(snapshot, 10, "Debezium's engine", toFiles, DEBEZIUM);
        times(snapshot, 10, "the connector as it comes", toFiles, CONNECTOR);
        Subject toTopic = new Subject(SNAPSHOT, TIDEMARK, KAFKA);
        ratio(
                "snapshot to Kafka, `dts-avro`",
                "0.35 of `COPY TO STDOUT`",
                "wide",
                toTopic,
                Subject.yardstick(SNAPSHOT),
                0.35);
        String stream = "stream to files as JSON, wide table";
        Subject streamed = new Subject(STREAM, TIDEMARK, FILES);
        ratio(stream, "0.95 of the bare drain", "wide", streamed, Subject.yardstick(STREAM), 0.95);
        times(stream, 5, "Debezium's engine", streamed, DEBEZIUM);
        Subject streamedToTopic = new Subject(STREAM, TIDEMARK, KAFKA);
        String topic = "stream to Kafka exactly once, `dts-avro`";
        ratio(topic, "0.85 of the bare drain", "wide", streamedToTopic, Subject.yardstick(STREAM), 0.85);
        rate(topic, 68_000, "wide", streamedToTopic);
        ratio(
                "TPC-B-like, 4 rows a transaction",
                "0.90 of the bare drain",
                "tpcb",
                streamed,
                Subject.yardstick(STREAM),
                0.9);
    }

    private void ratio(String what, String wanted, String workload, Subject one, Subject other, double least) {
        add(what, "at least " + wanted, find(workload).flatMap(each -> each.ratio(one, other)), Table::ratio, least);
    }

    /** Of a bar that is not met it is said how much it takes of the yardstick, behind which nothing is done. */
    private void times(String what, int times, String name, Subject one, Contender peer) {
        Optional<Measured> wide = find("wide");
        Subject theirs = new Subject(one.phase(), peer, FILES);
        Subject yardstick = Subject.yardstick(one.phase());
        String no = wide.flatMap(each -> each.ratio(theirs, yardstick))
                .map(each ->
                        String.format(Locale.ROOT, "no: that is %.2f of %s", times * each.median(), yardstick.label()))
                .orElse("no");
        String wanted = "at least %d times %s".formatted(times, name);
        add(what, wanted, wide.flatMap(each -> each.ratio(one, theirs)), Table::ratio, times, no);
    }

    private void rate(String what, double least, String workload, Subject subject) {
        add(
                what,
                "DTS's largest class: %s rows/s".formatted(Table.whole(least)),
                find(workload).flatMap(each -> each.rowsPerSecond(subject)),
                rate -> Table.whole(rate.median()) + " rows/s",
                least);
    }

    private void memory() {
        Optional<Double> largest = workloads.values().stream()
                .flatMap(measured -> measured.subjects().stream()
                        .filter(subject -> subject.contender() == TIDEMARK)
                        .flatMap(subject -> measured.figure(subject, Run::peakBytes).stream()))
                .map(Spread::max)
                .max(Double::compare);
        boolean isAll = workloads.containsKey("growth-16") && workloads.containsKey("growth-transaction");
        largest.ifPresent(bytes -> bars.add(new Bar(
                "memory",
                "256 MB of task heap for all of it",
                String.format(
                        Locale.ROOT,
                        "what is on this page ran so; resident at most %.0f MiB, JobManager included",
                        bytes / MIB),
                isAll ? "yes" : "")));
    }

    private void growth() {
        Subject toFiles = new Subject(SNAPSHOT, TIDEMARK, FILES);
        share("rows/s at 16 million within 10 % of 1 million", "growth-16", "growth-1", toFiles, 0.9);
        share("500 tables within 15 % of one table", "growth-tables", "growth-16", toFiles, 0.85);
        share("500 tables within 15 % of one table", "tables", "narrow", toFiles, 0.85);
        find("tables")
                .flatMap(each -> each.figure(toFiles, Run::start))
                .ifPresent(start -> bars.add(new Bar(
                        "growth",
                        "start to first row with 500 tables under 5 s",
                        String.format(Locale.ROOT, "%.1f s, from the command to submit", start.median()),
                        yes(start.median() < 5))));
    }

    private void share(String wanted, String one, String other, Subject subject, double least) {
        Optional<Measured> first = find(one);
        Optional<Measured> second = find(other);
        if (first.isPresent() && second.isPresent()) {
            double share = rate(first.get(), subject) / rate(second.get(), subject);
            String measured = String.format(
                    Locale.ROOT,
                    "%.2f times, with %s and %s rows",
                    share,
                    rows(first.get(), subject),
                    rows(second.get(), subject));
            bars.add(new Bar("growth", wanted, measured, yes(share >= least)));
        }
    }

    private static double rate(Measured measured, Subject subject) {
        return measured.rowsPerSecond(subject).map(Spread::median).orElse(Double.NaN);
    }

    private static String rows(Measured measured, Subject subject) {
        return measured.figure(subject, Run::rows)
                .map(rows -> Table.whole(rows.median()))
                .orElse("no");
    }

    private void processors() {
        workloads.values().forEach(measured -> {
            processors(measured, SNAPSHOT);
            processors(measured, STREAM);
        });
    }

    private void processors(Measured measured, Phase phase) {
        Optional<Spread> own =
                measured.figure(new Subject(phase, TIDEMARK, FILES), Run::processorSecondsPerMillionRows);
        Optional<Double> best = measured.subjects().stream()
                .filter(subject ->
                        subject.phase() == phase && subject.contender().isPeer() && subject.end() == FILES)
                .flatMap(subject -> measured.figure(subject, Run::processorSecondsPerMillionRows).stream())
                .map(Spread::median)
                .min(Double::compare);
        if (own.isPresent() && best.isPresent()) {
            bars.add(new Bar(
                    "CPU, %s to files, %s".formatted(phase.name().toLowerCase(Locale.ROOT), measured.workload()),
                    "less per million rows than any peer",
                    String.format(
                            Locale.ROOT,
                            "%.1f s, least of the peers %.1f s",
                            own.get().median(),
                            best.get()),
                    yes(own.get().median() < best.get())));
        }
    }

    private void delay() {
        for (Delay delay : delays) {
            double most = delay.atLeastOnce() ? 50 : delay.intervalMillis() + 50;
            bars.add(new Bar(
                    "delay at 5,000 rows/s, %s, interval %d ms".formatted(delay.label(), delay.intervalMillis()),
                    "99th percentile at most %.0f ms".formatted(most),
                    String.format(Locale.ROOT, "%.0f ms at %s rows/s", delay.p99(), Table.whole(delay.rowsPerSecond())),
                    yes(delay.p99() <= most)));
        }
    }

    private interface Text {

        String of(Spread spread);
    }

    private void add(String what, String wanted, Optional<Spread> measured, Text text, double least) {
        add(what, wanted, measured, text, least, yes(false));
    }

    private void add(
            String what, String wanted, Optional<Spread> measured, Text text, double least, String whereItIsNotMet) {
        bars.add(new Bar(
                what,
                wanted,
                measured.map(text::of).orElse("not measured"),
                measured.map(each -> each.median() >= least ? yes(true) : whereItIsNotMet)
                        .orElse("")));
    }

    private Optional<Measured> find(String workload) {
        return Optional.ofNullable(workloads.get(workload));
    }

    private static String yes(boolean isMet) {
        return isMet ? "yes" : "no";
    }
}
