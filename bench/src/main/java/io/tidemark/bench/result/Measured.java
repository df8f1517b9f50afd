package io.tidemark.bench.result;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A workload's rounds.
 *
 * @param description what was read, and what by whom
 * @param day when it was measured, as ISO has it
 * @param machine on what and with what
 */
public record Measured(String workload, String description, String day, String machine, List<Round> rounds) {

    public Measured {
        rounds = List.copyOf(rounds);
    }

    /** Every subject that was measured, in order. */
    public List<Subject> subjects() {
        return rounds.stream()
                .map(Round::subjects)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    /** A figure over the rounds. */
    public Optional<Spread> figure(Subject subject, ToDoubleFunction<Run> figure) {
        return spread(rounds.stream()
                .flatMap(round -> round.of(subject).stream())
                .map(figure::applyAsDouble)
                .toList());
    }

    public Optional<Spread> rowsPerSecond(Subject subject) {
        return figure(subject, Run::rowsPerSecond);
    }

    /** The ratio of two rates, within each round. */
    public Optional<Spread> ratio(Subject subject, Subject other) {
        return spread(rounds.stream()
                .flatMap(round -> round.ratio(subject, other).stream())
                .toList());
    }

    private static Optional<Spread> spread(List<Double> figures) {
        return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
    }
}
