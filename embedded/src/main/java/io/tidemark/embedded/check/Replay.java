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
    private @Nullable Delivered removal;
    private @Nullable Image removed;

    void clear() {
        tables.clear();
    }

    void apply(ShopTable table, Delivered record) {
        Map<String, Image> rows = tables.computeIfAbsent(table, any -> new HashMap<>());
        Image after = record.after();
        if (record.operation() == 't') {
            rows.clear();
        } else if (after == null) {
            removed = rows.remove(record.key());
            removal = record;
        } else {
            Image before = record.operation() == 'c' ? movedRow(record) : rows.get(record.key());
            rows.put(record.key(), before == null ? after : after.completedBy(before));
        }
    }

    // a row that was given another key comes as a delete and an insert, which leaves out what the log has not
    private @Nullable Image movedRow(Delivered insert) {
        boolean follows = removal != null
                && removal.label().equals(insert.label())
                && removal.commitLsn() == insert.commitLsn()
                && removal.ordinal() + 1 == insert.ordinal();
        return follows ? removed : null;
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
