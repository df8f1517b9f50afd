package io.tidemark.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars of rows a second, a group for each workload's snapshot and stream; readable on light and on dark. */
final class Chart {

    private static final int WIDTH = 860;
    private static final int LABELS = 290;
    private static final int FIGURES = 110;
    private static final int LINE = 20;
    private static final int BAR = 14;

    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #24292f; }
            .title { font-weight: 600; font-size: 13px; }
            .figure { fill: #57606a; }
            .yardstick { fill: #afb8c1; }
            .tidemark { fill: #0969da; }
            .peer { fill: #bf8700; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .figure { fill: #9198a1; }
              .yardstick { fill: #656c76; }
              .tidemark { fill: #4493f8; }
              .peer { fill: #d29922; }
            }
            """;

    private final StringBuilder body = new StringBuilder();
    private int y = LINE;

    private Chart() {}

    static String of(Results results) {
        Chart chart = new Chart();
        for (Measured measured : results.workloads().values()) {
            for (Phase phase : Phase.values()) {
                chart.group(measured, phase);
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <title>Rows a second, by workload</title>
                <style>
                %3$s</style>
                %4$s</svg>
                """.formatted(WIDTH, chart.y, STYLE, chart.body);
    }

    /** The bars of a group have one scale: its largest fills the width. */
    private void group(Measured measured, Phase phase) {
        List<Subject> subjects = new ArrayList<>(measured.subjects());
        subjects.removeIf(subject -> subject.phase() != phase);
        if (subjects.isEmpty()) {
            return;
        }
        double largest = subjects.stream()
                .flatMap(subject -> measured.rowsPerSecond(subject).stream())
                .mapToDouble(Spread::median)
                .max()
                .orElse(1);
        text(
                0,
                "title",
                "",
                "%s, %s (rows/s)".formatted(measured.workload(), phase.name().toLowerCase(Locale.ROOT)));
        y += LINE;
        for (Subject subject : subjects) {
            measured.rowsPerSecond(subject).ifPresent(rate -> bar(subject, rate, largest));
        }
        y += LINE / 2;
    }

    private void bar(Subject subject, Spread rate, double largest) {
        int length = (int) Math.max(1, Math.round((WIDTH - LABELS - FIGURES) * rate.median() / largest));
        text(LABELS - 8, "label", " text-anchor=\"end\"", subject.label());
        body.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>%n"
                .formatted(kind(subject), LABELS, y - BAR + 2, length, BAR));
        text(LABELS + length + 6, "figure", "", Table.whole(rate.median()));
        y += LINE;
    }

    private void text(int x, String kind, String more, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append("<text class=\"%s\" x=\"%d\" y=\"%d\"%s>%s</text>%n".formatted(kind, x, y, more, escaped));
    }

    private static String kind(Subject subject) {
        return switch (subject.contender()) {
            case YARDSTICK -> "yardstick";
            case TIDEMARK -> "tidemark";
            case DEBEZIUM, CONNECTOR, SUBSCRIPTION -> "peer";
        };
    }
}
