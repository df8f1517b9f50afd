package io.tidemark.embedded.check;

import io.tidemark.embedded.check.Lines.Line;
import io.tidemark.embedded.workload.ColumnType;
import io.tidemark.embedded.workload.CommitLog;
import io.tidemark.embedded.workload.CommittedTransaction;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.RowChange;
import io.tidemark.embedded.workload.RowOperation;
import io.tidemark.embedded.workload.ShopColumn;
import io.tidemark.embedded.workload.ShopTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the same history twice: as a client's commit log, and as the records that a faultless job would publish for it. A
 * test then spoils the records.
 */
final class Story {

    static final ShopTable ITEMS = table("items", false);
    static final ShopTable FULL = table("whole", true);
    static final ShopTable BASKET = table("basket", false);
    static final List<ShopTable> TABLES = List.of(ITEMS, FULL, BASKET);

    private final CommitLog log = new CommitLog();
    private final List<Line> lines = new ArrayList<>();
    private final Map<ShopTable, Map<String, Map<String, @Nullable String>>> rows = new HashMap<>();
    private long streamedFrom = Long.MAX_VALUE;
    private long version;
    private long lsn = 0x1_0000_0000L;
    private long xid = 0x1_0000_0200L; // past the first wraparound: a record carries the lower 32 bits only

    private static ShopTable table(String name, boolean fullIdentity) {
        return new ShopTable(
                "public",
                name,
                List.of(
                        new ShopColumn("id", ColumnType.BIGINT, true),
                        new ShopColumn("v", ColumnType.BIGINT, false),
                        new ShopColumn("score", ColumnType.DOUBLE, false),
                        new ShopColumn("note", ColumnType.TEXT, false),
                        new ShopColumn("doc", ColumnType.TEXT, false)),
                fullIdentity);
    }

    /** One transaction being told. */
    final class Telling {

        private final long begun = log.tick();
        private final List<RowChange> changes = new ArrayList<>();
        private final List<Line> told = new ArrayList<>();
        private final Map<ShopTable, Long> tableOrdinals = new HashMap<>();

        Telling insert(ShopTable table, long id) {
            version++;
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            row.put("id", Long.toString(id));
            row.put("v", Long.toString(version));
            row.put("score", "1e+20");
            row.put("note", "a \"note\" of " + version + "\\\n");
            row.put("doc", "long ".repeat(40) + version);
            return changed(table, RowOperation.INSERT, 'c', null, row, List.of());
        }

        /** Leaves the long text alone, so that it is not in the record, except where the whole old row is. */
        Telling update(ShopTable table, long id) {
            version++;
            Map<String, @Nullable String> old = row(table, id);
            Map<String, @Nullable String> row = new LinkedHashMap<>(old);
            row.put("v", Long.toString(version));
            row.put("score", version % 2 == 0 ? "-0" : "0.5");
            row.put("note", version % 3 == 0 ? null : "note " + version);
            return changed(
                    table,
                    RowOperation.UPDATE,
                    'u',
                    table.fullIdentity() ? old : null,
                    row,
                    table.fullIdentity() ? List.of() : List.of("doc"));
        }

        Telling delete(ShopTable table, long id) {
            version++;
            Map<String, @Nullable String> old = row(table, id);
            rowsOf(table).remove(Long.toString(id));
            return told(table, RowOperation.DELETE, 'd', Long.toString(id), oldImage(table, old), null, List.of());
        }

        Telling changeKey(ShopTable table, long id, long newId) {
            delete(table, id);
            version--;
            return insert(table, newId);
        }

        /** Gives a row another key and another note; its long text stays as it is. */
        Telling move(ShopTable table, long id, long newId) {
            String doc = row(table, id).get("doc");
            delete(table, id);
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            row.put("id", Long.toString(newId));
            row.put("v", Long.toString(version));
            row.put("score", "1");
            row.put("note", "moved");
            row.put("doc", doc);
            return changed(table, RowOperation.INSERT, 'c', null, row, List.of());
        }

        Telling truncate(ShopTable table) {
            version++;
            rowsOf(table).clear();
            return told(table, RowOperation.TRUNCATE, 't', "", null, null, List.of());
        }

        void commit() {
            xid++;
            lsn += 0x100;
            for (int i = 0; i < told.size(); i++) {
                lines.add(told.get(i).at(lsn, i + 1).withXid(xid).withLast(i == told.size() - 1));
            }
            log.committed(new CommittedTransaction(xid, begun, log.tick(), changes));
        }

        private Telling changed(
                ShopTable table,
                RowOperation operation,
                char op,
                @Nullable Map<String, @Nullable String> before,
                Map<String, @Nullable String> row,
                List<String> unchanged) {
            String key = String.valueOf(row.get("id"));
            rowsOf(table).put(key, row);
            return told(table, operation, op, key, before, row, unchanged);
        }

        private Telling told(
                ShopTable table,
                RowOperation operation,
                char op,
                String key,
                @Nullable Map<String, @Nullable String> before,
                @Nullable Map<String, @Nullable String> after,
                List<String> unchanged) {
            Image image = after == null ? null : image(table, after);
            changes.add(new RowChange(table, operation, key, version, image));
            Map<String, @Nullable String> published = after == null ? null : new LinkedHashMap<>(after);
            if (published != null) {
                published.keySet().removeAll(unchanged);
            }
            long ordinal = tableOrdinals.merge(table, 1L, Long::sum);
            told.add(new Line(table, op, before, published, unchanged, 0, 0, 0, ordinal, false));
            return this;
        }
    }

    Telling transaction() {
        return new Telling();
    }

    /** The rows as a snapshot that is read now would publish them; what was told before is in it, and is told no more. */
    void snapshot(ShopTable... tables) {
        streamedFrom = log.now();
        lines.removeIf(line -> List.of(tables).contains(line.table()));
        for (ShopTable table : tables) {
            rowsOf(table).values().forEach(row -> lines.add(0, snapshotRow(table, row)));
        }
    }

    /** As if all records had been read at once, at the end. */
    void forgetWhenTheStreamBegan() {
        streamedFrom = Long.MAX_VALUE;
    }

    Line snapshotRow(ShopTable table, Map<String, @Nullable String> row) {
        return new Line(table, 'r', null, new LinkedHashMap<>(row), List.of(), 0, lsn, 0, 0, false);
    }

    Map<String, @Nullable String> row(ShopTable table, long id) {
        Map<String, @Nullable String> row = rowsOf(table).get(Long.toString(id));
        if (row == null) {
            throw new IllegalArgumentException("the story has no row " + id + " now");
        }
        return row;
    }

    /** The records of a faultless job, to be spoiled. */
    List<Line> lines() {
        return lines;
    }

    CommitLog log() {
        return log;
    }

    Map<ShopTable, Map<String, Image>> contents() {
        Map<ShopTable, Map<String, Image>> contents = new HashMap<>();
        for (ShopTable table : TABLES) {
            Map<String, Image> images = new TreeMap<>();
            rowsOf(table).forEach((key, row) -> images.put(key, image(table, row)));
            contents.put(table, images);
        }
        return contents;
    }

    Verdict verdict() {
        return verdict(CheckOptions.STRICT);
    }

    Verdict verdict(CheckOptions options) {
        return checker(options).verdict(contents());
    }

    Checker checker(CheckOptions options) {
        Checker checker = new Checker(log, TABLES, options);
        lines.forEach(line -> checker.line(line.text(), Math.min(streamedFrom, log.now())));
        return checker;
    }

    private Map<String, Map<String, @Nullable String>> rowsOf(ShopTable table) {
        return rows.computeIfAbsent(table, any -> new TreeMap<>());
    }

    private static Image image(ShopTable table, Map<String, @Nullable String> row) {
        return table.image(new ArrayList<>(row.values()));
    }

    private static Map<String, @Nullable String> oldImage(ShopTable table, Map<String, @Nullable String> row) {
        Map<String, @Nullable String> old = new LinkedHashMap<>(row);
        if (!table.fullIdentity()) {
            old.keySet().retainAll(List.of("id"));
        }
        return old;
    }
}
