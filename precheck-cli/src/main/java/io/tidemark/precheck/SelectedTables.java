package io.tidemark.precheck;

import io.tidemark.task.Selection;
import io.tidemark.task.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a task selects of a database.
 *
 * @param tables those that are there: of a whole schema or database its tables, and whatever the task names one by one
 * @param missing names of the task that nothing in the database has
 */
record SelectedTables(List<SourceTable> tables, List<String> missing) {

    private static final int SHOWN = 5;

    private static final String SQL = "SELECT " + SourceTable.COLUMNS + """

              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             ORDER BY n.nspname, c.relname""";

    SelectedTables {
        tables = List.copyOf(tables);
        missing = List.copyOf(missing);
    }

    static SelectedTables of(SourceServer server) throws SQLException {
        List<SourceTable> all = server.rows(SQL).stream().map(SourceTable::of).toList();
        List<Selection> objects = server.task().objects();
        Set<String> schemas = new HashSet<>();
        Set<TableName> named = new HashSet<>();
        for (Selection selection : objects) {
            if (selection instanceof Selection.Schema schema) {
                schemas.add(schema.name());
            } else if (selection instanceof Selection.Table table) {
                named.add(table.table());
            }
        }
        List<SourceTable> wanted = all.stream()
                .filter(table -> named.contains(table.name())
                        || (isTrackedWithOthers(table)
                                && (objects.isEmpty()
                                        || schemas.contains(table.name().schema()))))
                .toList();
        Set<String> oids = wanted.stream().map(SourceTable::oid).collect(Collectors.toSet());
        List<SourceTable> selected = wanted.stream()
                .filter(table -> named.contains(table.name()) || Collections.disjoint(table.ancestors(), oids))
                .toList();
        return new SelectedTables(selected, missing(server, all, schemas, named));
    }

    /** With a whole schema or database: its tables that the log can tell of; a partition goes as a part of its table, if that is selected. */
    private static boolean isTrackedWithOthers(SourceTable table) {
        return table.isTable() && table.persistence() == 'p';
    }

    private static List<String> missing(
            SourceServer server, List<SourceTable> all, Set<String> schemas, Set<TableName> named) throws SQLException {
        Set<TableName> known = all.stream().map(SourceTable::name).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        Set<String> there = server.rows("SELECT nspname FROM pg_namespace").stream()
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
        schemas.stream().filter(schema -> !there.contains(schema)).forEach(schema -> missing.add("schema " + schema));
        named.stream().filter(table -> !known.contains(table)).forEach(table -> missing.add("table " + table.label()));
        missing.sort(String::compareTo);
        return missing;
    }

    List<SourceTable> where(Predicate<SourceTable> wanted) {
        return tables.stream().filter(wanted).toList();
    }

    /** The oids of all as PostgreSQL writes an array. */
    String oids() {
        return tables.stream().map(SourceTable::oid).collect(Collectors.joining(",", "{", "}"));
    }

    boolean contain(String oid) {
        return tables.stream().anyMatch(table -> table.oid().equals(oid));
    }

    /** The first of some tables for people: {@code 7 tables: a.b, a.c, ... and 5 more}. */
    static String named(List<SourceTable> tables) {
        return named("table", tables.stream().map(table -> table.name().label()).toList());
    }

    /** As {@link #named(List)}, of whatever has a name. */
    static String named(String what, List<String> names) {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        String rest = names.size() > SHOWN ? ", ... and %d more".formatted(names.size() - SHOWN) : "";
        return "%d %s%s: %s%s".formatted(names.size(), what, names.size() == 1 ? "" : "s", first, rest);
    }
}
