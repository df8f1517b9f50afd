package io.tidemark.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reader must get of a change: taken from the change itself, by way of strings and maps. */
final class Published {

    private Published() {}

    static PublishedChange of(Change change) {
        boolean snapshot = change.operation() == Operation.READ;
        return new PublishedChange(
                change.operation(),
                Examples.TASK,
                change.table().database(),
                change.table().schema(),
                change.table().name(),
                row(change.table(), change.before()),
                row(change.table(), change.after()),
                unchanged(change.table(), change.after()),
                change.position(),
                snapshot,
                change.transaction().commitMicros() / 1_000,
                change.readMillis(),
                snapshot ? null : transaction(change));
    }

    static @Nullable PublishedRow row(Table table, @Nullable Row row) {
        if (row == null) {
            return null;
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        Map<String, CutValue> cut = new LinkedHashMap<>();
        Map<String, ClaimedValue> claimed = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String name = table.columns().get(i).name();
            Mark mark = row.mark(i);
            if (mark != null && mark.path() != null) {
                claimed.put(name, new ClaimedValue(mark.path(), mark.bytes(), mark.sha256()));
            } else if (mark != null) {
                cut.put(name, new CutValue(String.valueOf(row.text(i)), mark.bytes(), mark.sha256()));
            } else if (!row.isUnchanged(i)) {
                values.put(name, row.text(i));
            }
        }
        return new PublishedRow(values, cut, claimed);
    }

    private static List<String> unchanged(Table table, @Nullable Row after) {
        List<String> names = new ArrayList<>();
        for (int i = 0; after != null && i < after.size(); i++) {
            if (after.isUnchanged(i)) {
                names.add(table.columns().get(i).name());
            }
        }
        return names;
    }

    private static PublishedTransaction transaction(Change change) {
        return new PublishedTransaction(
                change.transaction().id(), change.ordinal(), change.tableOrdinal(), change.last());
    }
}
