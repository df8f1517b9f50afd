package io.tidemark.bench.result;

import java.util.Locale;
import java.util.Optional;

/** A workload's rounds as text, for whoever waits at the terminal. */
public final class Table {

    private static final String LABEL = "%-46s";
    private static final String CELL = "%12s";

    private Table() {}

    public static String of(Measured measured) {
        StringBuilder out = new StringBuilder();
        out.append(LABEL.formatted("rows/s"));
        out.append((CELL + CELL + CELL + CELL + CELL + "   ratio (min .. max)%n")
                .formatted("min", "median", "max", "CPU s/M", "MiB"));
        for (Subject subject : measured.subjects()) {
            out.append(LABEL.formatted(subject.label()));
            measured.rowsPerSecond(subject)
                    .ifPresent(rate -> out.append(CELL.formatted(whole(rate.min()))
                            + CELL.formatted(whole(rate.median()))
                            + CELL.formatted(whole(rate.max()))));
            out.append(CELL.formatted(median(measured, subject, "%.2f", 1, Run::processorSecondsPerMillionRows)));
            out.append(CELL.formatted(median(measured, subject, "%.0f", 1 << 20, Run::peakBytes)));
            measured.ratio(subject, Subject.yardstick(subject.phase()))
                    .filter(unused -> subject.contender() != Contender.YARDSTICK)
                    .ifPresent(ratio -> out.append("   ").append(ratio(ratio)));
            out.append(System.lineSeparator());
        }
        return out.toString();
    }

    static String whole(double figure) {
        return String.format(Locale.ROOT, "%,d", Math.round(figure));
    }

    static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f .. %.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    private static String median(
            Measured measured,
            Subject subject,
            String format,
            double unit,
            java.util.function.ToDoubleFunction<Run> figure) {
        Optional<Spread> spread = measured.figure(subject, figure);
        return spread.map(each -> String.format(Locale.ROOT, format, each.median() / unit))
                .orElse("");
    }
}
