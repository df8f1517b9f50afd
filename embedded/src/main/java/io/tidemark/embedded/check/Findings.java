package io.tidemark.embedded.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults found so far: counted, a few of each kept, and the rows that have any remembered. */
final class Findings {

    private static final int ALIKE = 2;

    private final int examplesOfEach;
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> kept = new EnumMap<>(Fault.class);
    private final Map<String, Long> kinds = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private final Set<String> faulty = new HashSet<>();
    private long phantoms;
    private long inSnapshot;

    Findings(int examplesOfEach) {
        this.examplesOfEach = examplesOfEach;
    }

    void add(Example example) {
        counts.merge(example.fault(), 1L, Long::sum);
        faulty.add(row(example.table(), example.key()));
        // of faults that are told alike a few are enough, so that another kind is not hidden behind them
        long alike = kinds.merge(example.fault() + example.what(), 1L, Long::sum);
        if (alike <= ALIKE && kept.getOrDefault(example.fault(), 0) < examplesOfEach) {
            kept.merge(example.fault(), 1, Integer::sum);
            examples.add(example);
        }
    }

    void addPhantom(Example example) {
        phantoms++;
        add(example);
    }

    void countInSnapshot() {
        inSnapshot++;
    }

    long count(Fault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    long phantoms() {
        return phantoms;
    }

    long inSnapshot() {
        return inSnapshot;
    }

    /** Whether a fault of the row, or of its whole table, was found. */
    boolean isFaulty(String table, String key) {
        return faulty.contains(row(table, key)) || faulty.contains(row(table, ""));
    }

    /** The examples, those of the gravest fault first. */
    List<Example> examples() {
        List<Example> sorted = new ArrayList<>(examples);
        sorted.sort((a, b) -> a.fault().compareTo(b.fault()));
        return sorted;
    }

    private static String row(String table, String key) {
        return table + '\n' + key;
    }
}
