package io.tidemark.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The rounds as a table for people. */
final class Report {

    private static final String LABEL = "%-40s";
    private static final String CELL = "%12s";

    private final List<Round> rounds;

    Report(List<Round> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    String table() {
        StringBuilder out = new StringBuilder();
        rates(out);
        ratios(out);
        processorTimes(out);
        return out.toString();
    }

    private void rates(StringBuilder out) {
        out.append(LABEL.formatted("rows/s"));
        for (int round = 1; round <= rounds.size(); round++) {
            out.append(CELL.formatted("round " + round));
        }
        out.append(CELL.formatted("median")).append('\n');
        for (Contender contender : Contender.values()) {
            out.append(LABEL.formatted(contender.label()));
            rounds.forEach(round -> out.append(whole(round.of(contender).rowsPerSecond())));
            out.append(whole(median(contender, Run::rowsPerSecond))).append('\n');
        }
    }

    private void ratios(StringBuilder out) {
        out.append('\n').append(LABEL.formatted("ratio, within each round"));
        out.append((CELL + CELL + CELL).formatted("min", "median", "max")).append('\n');
        for (Contender contender : Contender.values()) {
            Contender yardstick = contender.yardstick();
            if (yardstick != null) {
                Spread spread = Spread.of(rounds.stream()
                        .map(round -> round.ratio(contender, yardstick))
                        .toList());
                out.append(LABEL.formatted(contender.label()));
                out.append(fraction(spread.min())).append(fraction(spread.median()));
                out.append(fraction(spread.max())).append("   of ").append(yardstick.label());
                out.append('\n');
            }
        }
    }

    private void processorTimes(StringBuilder out) {
        out.append('\n').append(LABEL.formatted("CPU seconds per million rows, median"));
        out.append((CELL + CELL).formatted("reader", "server")).append('\n');
        for (Contender contender : Contender.values()) {
            out.append(LABEL.formatted(contender.label()));
            out.append(fraction(median(contender, Run::clientSecondsPerMillionRows)));
            out.append(fraction(median(contender, Run::serverSecondsPerMillionRows)))
                    .append('\n');
        }
    }

    private double median(Contender contender, ToDoubleFunction<Run> figure) {
        return Spread.of(rounds.stream()
                        .map(round -> figure.applyAsDouble(round.of(contender)))
                        .toList())
                .median();
    }

    private static String whole(double figure) {
        return CELL.formatted(String.format(Locale.ROOT, "%,d", Math.round(figure)));
    }

    private static String fraction(double figure) {
        return CELL.formatted(String.format(Locale.ROOT, "%.2f", figure));
    }
}
