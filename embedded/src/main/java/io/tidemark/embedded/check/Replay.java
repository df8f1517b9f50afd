package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopTable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables as somebody has them who applies what arrived, record by record. */
final class Replay {

    private final Map<ShopTable, Map<String, Image>> tables = new HashMap<>();

    void clear() {
        tables.clear();
    }

    void apply(ShopTable table, Delivered record) {
        Map<String, Image> rows = tables.computeIfAbsent(table, any -> new HashMap<>());
        Image after = record.after();
        if (record.operation() == 't') {
            rows.clear();
        } else if (after == null) {
            rows.remove(record.key());
        } else {
            Image before = rows.get(record.key());
            rows.put(record.key(), before == null ? after : after.completedBy(before));
        }
    }

    /** Tells every difference to what the tables hold, of rows that have no other fault. */
    void compareWith(Map<ShopTable, Map<String, Image>> contents, Findings findings) {
        contents.forEach((table, rows) -> {
            Map<String, Image> replayed = tables.getOrDefault(table, Map.of());
            TreeSet<String> keys = new TreeSet<>(rows.keySet());
            keys.addAll(replayed.keySet());
            keys.removeIf(key -> findings.isFaulty(table.label(), key));
            for (String key : keys) {
                Example example = compare(table, key, rows.get(key), replayed.get(key));
                if (example != null) {
                    findings.add(example);
                }
            }
        });
    }

    private static @Nullable Example compare(
            ShopTable table, String key, @Nullable Image held, @Nullable Image replayed) {
        if (held == null) {
            return new Example(
                    Fault.DIFFERING, table.label(), key, 0, "", "left by what arrived, but not in the table");
        }
        if (replayed == null) {
            return new Example(Fault.LOST, table.label(), key, 0, "", "in the table, but not left by what arrived");
        }
        for (int i = 0; i < table.columns().size(); i++) {
            if (!replayed.sameValue(i, held)) {
                String column = table.columns().get(i).name();
                return new Example(
                        Fault.DIFFERING, table.label(), key, 0, "", column + ": the table ends with another value");
            }
        }
        return null;
    }
}
