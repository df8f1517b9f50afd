package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.record.PublishedChange;
import io.tidemark.record.PublishedRow;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies of tables, made of nothing but what was published: as any consumer could keep them. */
final class TableCopies {

    private final Map<String, List<String>> keys = new TreeMap<>();
    private final Map<String, List<Map<String, @Nullable String>>> tables = new TreeMap<>();

    /** @param sql asked which columns are the tables' keys, as a consumer has to know */
    TableCopies(Sql sql) throws SQLException {
        String keyColumns = """
                SELECT DISTINCT ON (c.oid, k.attname) concat_ws('.', n.nspname, c.relname), k.attname
                  FROM (SELECT * FROM pg_class WHERE relkind IN ('r', 'p') OFFSET 0) c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_index i ON i.indexrelid = coalesce(pg_get_replica_identity_index(c.oid),
                       (SELECT p.indexrelid FROM pg_index p WHERE p.indrelid = c.oid AND p.indisprimary))
                  JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)""";
        sql.rows(keyColumns).forEach(row -> keys.computeIfAbsent(row.get(0), name -> new ArrayList<>())
                .add(row.get(1)));
    }

    TableCopies apply(List<PublishedChange> changes) {
        changes.forEach(this::apply);
        return this;
    }

    private void apply(PublishedChange change) {
        String name = change.schema() + '.' + change.table();
        List<Map<String, @Nullable String>> rows = tables.computeIfAbsent(name, any -> new ArrayList<>());
        PublishedRow before = change.before();
        PublishedRow after = change.after();
        switch (change.operation()) {
            case READ, INSERT -> rows.add(new LinkedHashMap<>(after.values()));
            case UPDATE ->
                find(name, rows, before == null ? keyOf(name, after) : before.values())
                        .putAll(after.values());
            case DELETE -> rows.remove(find(name, rows, before.values()));
            case TRUNCATE -> rows.clear();
            case BEGIN, COMMIT -> throw new AssertionError("the envelope has no record for a transaction");
        }
    }

    private Map<String, @Nullable String> keyOf(String name, PublishedRow row) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        keys.getOrDefault(name, List.of()).forEach(column -> key.put(column, row.text(column)));
        assertThat(key).as("the key of " + name).isNotEmpty();
        return key;
    }

    private static Map<String, @Nullable String> find(
            String name, List<Map<String, @Nullable String>> rows, Map<String, @Nullable String> part) {
        return rows.stream()
                .filter(row -> row.entrySet().containsAll(part.entrySet()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a change of " + name + " is of a row that never came: " + part));
    }

    /** The rows of a table, sorted, each as its values by column. */
    List<String> rows(String name) {
        return sorted(tables.getOrDefault(name, List.of()));
    }

    /** The rows that the server has in a table itself, or in its partitions, in the same form. */
    static List<String> serverRows(Sql sql, String quotedName) throws SQLException {
        String name = SqlNames.literal(quotedName);
        String columns = sql.rows("""
                        SELECT attname, format('CASE WHEN %%1$I IS NOT NULL THEN format(''%%%%s'', %%1$I) END', attname)
                          FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
                           AND attgenerated = '' ORDER BY attnum""".formatted(name)).stream()
                .map(row -> row.get(1) + " AS " + SqlNames.quote(row.get(0)))
                .collect(Collectors.joining(", "));
        boolean partitioned =
                sql.holds("(SELECT relkind = 'p' FROM pg_class WHERE oid = %s::regclass)".formatted(name));
        return sorted(sql.maps("SELECT %s FROM %s%s".formatted(columns, partitioned ? "" : "ONLY ", quotedName)));
    }

    private static List<String> sorted(List<Map<String, @Nullable String>> rows) {
        return rows.stream().map(row -> new TreeMap<>(row).toString()).sorted().toList();
    }
}
