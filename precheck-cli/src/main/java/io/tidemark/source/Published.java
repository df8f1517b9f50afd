package io.tidemark.source;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import io.tidemark.task.TableName;
import io.tidemark.task.TaskFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a publication sends.
 *
 * @param allTables whether it is {@code FOR ALL TABLES}
 * @param throughRoot whether partitions' rows go as their table's
 * @param operations as its parameter {@code publish} has them, in PostgreSQL's order
 * @param schemas those whose tables it takes whole, later ones included
 * @param tables those that it names
 */
public record Published(
        boolean allTables, boolean throughRoot, String operations, Set<String> schemas, Map<TableName, Form> tables) {

    /**
     * How a table is sent.
     *
     * @param columns empty for all
     * @param filtered whether it has a row filter, which the server keeps in a form of its own
     */
    public record Form(Set<String> columns, boolean filtered) {}

    private static final String STATE = """
            SELECT puballtables, pubviaroot,
                   concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                                   CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END)
              FROM pg_publication WHERE pubname = ?""";

    private static final String SCHEMAS = """
            SELECT nspname FROM pg_publication_namespace JOIN pg_namespace n ON n.oid = pnnspid
                   JOIN pg_publication p ON p.oid = pnpubid WHERE pubname = ?""";

    /** A row for each column of a list, and one for a table without. */
    private static final String TABLES = """
            SELECT nspname, relname, %s
              FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid
                   JOIN pg_class c ON c.oid = prrelid JOIN pg_namespace n ON n.oid = relnamespace %s
             WHERE pubname = ? ORDER BY 1, 2, 3""";

    private static final String WITH_LISTS = TABLES.formatted(
            "a.attname, prqual IS NOT NULL",
            "LEFT JOIN pg_attribute a ON a.attrelid = prrelid AND a.attnum = ANY (prattrs::int2[])");

    private static final String WITHOUT_LISTS = TABLES.formatted("NULL, false", "");

    public Published {
        schemas = Set.copyOf(schemas);
        tables = Map.copyOf(tables);
    }

    /** Reads the publication of that name, which is there. */
    public static Published of(Session session, String name) throws SQLException {
        List<String> state = session.rows(STATE, name).get(0);
        boolean lists = session.version() >= Publication.WITH_LISTS;
        return new Published(
                state.get(0).equals("t"),
                state.get(1).equals("t"),
                state.get(2),
                lists
                        ? session.rows(SCHEMAS, name).stream()
                                .map(row -> row.get(0))
                                .collect(toSet())
                        : Set.of(),
                tables(session.rows(lists ? WITH_LISTS : WITHOUT_LISTS, name)));
    }

    private static Map<TableName, Form> tables(List<List<String>> rows) {
        return rows.stream()
                .collect(toMap(
                        row -> new TableName(row.get(0), row.get(1)),
                        row -> new Form(
                                row.get(2).isEmpty() ? Set.of() : Set.of(row.get(2)),
                                row.get(3).equals("t")),
                        (one, other) -> new Form(union(one.columns(), other.columns()), one.filtered())));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** The task's as it is to be. */
    public static Published wanted(TaskFile task) {
        Set<String> schemas = task.objects().stream()
                .filter(Selection.Schema.class::isInstance)
                .map(selection -> ((Selection.Schema) selection).name())
                .collect(toSet());
        Map<TableName, Form> tables = task.objects().stream()
                .filter(Selection.Table.class::isInstance)
                .map(Selection.Table.class::cast)
                .collect(toMap(
                        Selection.Table::table, table -> new Form(Set.copyOf(table.columns()), table.where() != null)));
        return new Published(task.objects().isEmpty(), true, new Publication(task).operationList(), schemas, tables);
    }

    /** What is other than wanted, for people; empty if nothing is. Row filters are only asked whether there is one. */
    public List<String> differencesTo(Published wanted) {
        List<String> differences = new ArrayList<>();
        if (allTables != wanted.allTables) {
            differences.add(wanted.allTables ? "all tables rather than some" : "some tables rather than all");
            return differences;
        }
        if (!throughRoot) {
            differences.add("partitions as parts of their table");
        }
        if (!operations.equals(wanted.operations)) {
            differences.add(
                    "%s rather than %s".formatted(wanted.operations, operations.isEmpty() ? "nothing" : operations));
        }
        compare("schema ", schemas, wanted.schemas, differences);
        compare("", labels(tables), labels(wanted.tables), differences);
        wanted.tables.keySet().stream()
                .sorted(Comparator.comparing(TableName::label))
                .forEach(table -> compare(table, tables.get(table), wanted.tables.get(table), differences));
        return differences;
    }

    /** The statements that make it the task's: one {@code FOR ALL TABLES} can't be altered into one of some, nor back. */
    public List<String> statementsTo(Publication wanted, TaskFile task) {
        return allTables || task.objects().isEmpty()
                ? List.of(wanted.dropStatement(), wanted.createStatement())
                : wanted.alterStatements();
    }

    private static void compare(TableName table, @Nullable Form now, @Nullable Form wanted, List<String> differences) {
        if (now != null && wanted != null && !now.equals(wanted)) {
            differences.add(
                    "other %s of %s".formatted(now.columns.equals(wanted.columns) ? "rows" : "columns", table.label()));
        }
    }

    private static Set<String> labels(Map<TableName, Form> tables) {
        return tables.keySet().stream().map(TableName::label).collect(toSet());
    }

    private static void compare(String word, Set<String> now, Set<String> wanted, List<String> differences) {
        new TreeSet<>(wanted)
                .stream().filter(name -> !now.contains(name)).forEach(name -> differences.add("+ " + word + name));
        new TreeSet<>(now)
                .stream().filter(name -> !wanted.contains(name)).forEach(name -> differences.add("- " + word + name));
    }
}
