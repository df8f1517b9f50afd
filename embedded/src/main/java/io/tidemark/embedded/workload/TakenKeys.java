package io.tidemark.embedded.workload;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The keys that a transaction inserts or deletes; gives those back that have no row once its outcome is known. */
final class TakenKeys {

    private record Key(Keys keys, long number) {}

    // by what the log calls it; a key that was both taken and deleted stands here once
    private final Map<String, Key> touched = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** A key to insert a row with. */
    long take(Keys keys, RandomGenerator random) {
        long number = keys.take(random);
        String name = name(keys, number);
        touched.put(name, new Key(keys, number));
        taken.add(name);
        return number;
    }

    void deleted(Keys keys, long number) {
        touched.put(name(keys, number), new Key(keys, number));
    }

    void rolledBack() {
        taken.forEach(this::giveBack);
    }

    void committed(List<RowChange> changes) {
        Map<String, Boolean> exists = new LinkedHashMap<>();
        for (RowChange change : changes) {
            exists.put(name(change.table(), change.key()), change.operation() != RowOperation.DELETE);
        }
        for (String name : touched.keySet()) {
            // one that a savepoint's rollback took out of the changes is as it was before
            if (!exists.getOrDefault(name, !taken.contains(name))) {
                giveBack(name);
            }
        }
    }

    private void giveBack(String name) {
        Key key = touched.get(name);
        if (key != null) {
            key.keys().giveBack(key.number());
        }
    }

    private static String name(Keys keys, long number) {
        return name(keys.table(), keys.table().key(keys.form().values(number)));
    }

    private static String name(ShopTable table, String key) {
        return table.name() + ' ' + key;
    }
}
