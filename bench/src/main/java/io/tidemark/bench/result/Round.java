package io.tidemark.bench.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one round measured, on the same rows: ratios are made within it. */
public final class Round {

    private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::phase)
            .thenComparing(Subject::contender)
            .thenComparing(Subject::end);

    private final Map<Subject, Run> runs = new TreeMap<>(ORDER);

    public Round(Map<Subject, Run> runs) {
        this.runs.putAll(runs);
    }

    /** One line of the file of results. */
    record Entry(Subject subject, Run run) {}

    @JsonCreator
    static Round of(List<Entry> entries) {
        Round round = new Round(Map.of());
        entries.forEach(each -> round.runs.put(each.subject(), each.run()));
        return round;
    }

    @JsonValue
    List<Entry> entries() {
        return runs.entrySet().stream()
                .map(each -> new Entry(each.getKey(), each.getValue()))
                .toList();
    }

    public List<Subject> subjects() {
        return List.copyOf(runs.keySet());
    }

    public Optional<Run> of(Subject subject) {
        return Optional.ofNullable(runs.get(subject));
    }

    /** How many times the other's rows per second; empty if the round lacks one of them. */
    Optional<Double> ratio(Subject subject, Subject other) {
        return of(subject).flatMap(one -> of(other).map(two -> one.rowsPerSecond() / two.rowsPerSecond()));
    }
}
