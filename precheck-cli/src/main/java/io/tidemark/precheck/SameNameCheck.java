package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** PostgreSQL tells capital letters from small ones, and much of what reads downstream does not. */
final class SameNameCheck implements Precheck {

    @Override
    public String id() {
        return "same-name";
    }

    @Override
    public String title() {
        return "no two names differ in case only";
    }

    @Override
    public String why() {
        return "Readers that do not tell capital letters from small ones take two tables or columns for one.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Set<String> schemas = new TreeSet<>();
        Map<String, Set<String>> alike = new TreeMap<>();
        for (SourceTable table : server.tables().tables()) {
            schemas.add(table.name().schema());
            add(alike, "table", table.name().label());
            server.columns().of(table).forEach(column -> add(alike, "column of " + table.oid(), column.label()));
        }
        schemas.forEach(schema -> add(alike, "schema", schema));
        List<String> same = alike.values().stream()
                .filter(names -> names.size() > 1)
                .map(names -> String.join(" and ", names))
                .toList();
        if (same.isEmpty()) {
            return new Passed("no two do");
        }
        return new Warning(
                SelectedTables.named("name", same),
                "names that differ in more than case",
                "Select one of them only, or rename one: ALTER TABLE ... RENAME TO ...; for a column ALTER TABLE ... RENAME ... TO ...;");
    }

    private static void add(Map<String, Set<String>> alike, String kind, String name) {
        alike.computeIfAbsent(kind + ' ' + name.toLowerCase(Locale.ROOT), folded -> new TreeSet<>())
                .add(name);
    }
}
