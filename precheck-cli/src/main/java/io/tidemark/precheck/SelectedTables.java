package io.tidemark.precheck;

import io.tidemark.task.Selection;
import io.tidemark.task.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
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
        List<SourceTable> selected = all.stream()
                .filter(table -> named.contains(table.name())
                        || (isTrackedWithOthers(table)
                                && (objects.isEmpty()
                                        || schemas.contains(table.name().schema()))))
                .toList();
        return new SelectedTables(selected, missing(server, all, schemas, named));
    }

    /** With a whole schema or database: its tables that the log can tell of; a partition goes as a part of its table. */
    private static boolean isTrackedWithOthers(SourceTable table) {
        return table.isTable() && table.persistence() == 'p' && !table.partition();
    }

    private static List<String> missing(
            SourceServer server, List<SourceTable> all, Set<String> schemas, Set<TableName> named) throws SQLException {
        Set<TableName> known = all.stream().map(SourceTable::name).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (String schema : schemas) {
            if (server.ask("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)
                    .isEmpty()) {
                missing.add("schema " + schema);
            }
        }
        named.stream().filter(table -> !known.contains(table)).forEach(table -> missing.add("table " + table.label()));
        missing.sort(String::compareTo);
        return missing;
    }

    List<SourceTable> where(Predicate<SourceTable> wanted) {
        return tables.stream().filter(wanted).toList();
    }

    /** The first of some tables for people: {@code 7 tables: a.b, a.c, ... and 5 more}. */
    static String named(List<SourceTable> tables) {
        String names =
                tables.stream().limit(SHOWN).map(table -> table.name().label()).collect(Collectors.joining(", "));
        String rest = tables.size() > SHOWN ? ", ... and %d more".formatted(tables.size() - SHOWN) : "";
        return "%d %s: %s%s".formatted(tables.size(), tables.size() == 1 ? "table" : "tables", names, rest);
    }
}
