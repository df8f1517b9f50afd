package io.tidemark.bench;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one round measured: every contender once, on the same rows. */
record Round(Map<Contender, Run> runs) {

    Round {
        runs = new EnumMap<>(runs);
        for (Contender contender : Contender.values()) {
            if (!runs.containsKey(contender)) {
                throw new IllegalArgumentException("the round lacks '" + contender.label() + "'");
            }
        }
    }

    Run of(Contender contender) {
        @Nullable Run run = runs.get(contender);
        if (run == null) {
            throw new IllegalStateException("checked when the round was made");
        }
        return run;
    }

    /** How many times the yardstick's rows per second. */
    double ratio(Contender contender, Contender yardstick) {
        return of(contender).rowsPerSecond() / of(yardstick).rowsPerSecond();
    }
}
