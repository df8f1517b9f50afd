package io.tidemark.task;

import static java.util.stream.Collectors.joining;

import io.tidemark.task.Selection.RowOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The task's selection as a publication: the server itself then sends nothing else. */
public final class Publication {

    /** Column lists, row filters and TABLES IN SCHEMA came with this version. */
    public static final int WITH_LISTS = 15;

    /**
     * From this version on those generated columns can be published that are stored; and the server refuses updates and deletes of a
     * table with REPLICA IDENTITY FULL that has others (its {@code CheckCmdReplicaIdentity}).
     */
    public static final int WITH_GENERATED = 18;

    private final TaskFile task;

    public Publication(TaskFile task) {
        this.task = task;
    }

    /** Why a server of the given major version can't publish the selection; empty if it can. */
    public List<String> problems(int version) {
        List<String> problems = new ArrayList<>();
        for (Selection selection : task.objects()) {
            if (version < WITH_LISTS && needsLists(selection)) {
                problems.add(
                        "objects: %s needs PostgreSQL 15, but the server is %d: select whole tables one by one, or the whole database"
                                .formatted(describe(selection), version));
            }
        }
        if (operations().size() > 1) {
            problems.add(
                    "objects: all tables of a task must have the same operations, as a publication has one list of them; split the task");
        }
        if (task.objects().stream().anyMatch(Selection.Schema.class::isInstance)
                && task.objects().stream().anyMatch(Publication::hasColumnList)) {
            problems.add(
                    "objects: the server takes no column lists beside whole schemas: select the schemas' tables one by one, or split the task");
        }
        return problems;
    }

    private static boolean hasColumnList(Selection selection) {
        return selection instanceof Selection.Table table && !table.columns().isEmpty();
    }

    private static boolean needsLists(Selection selection) {
        return !(selection instanceof Selection.Table table) || !table.columns().isEmpty() || table.where() != null;
    }

    private static String describe(Selection selection) {
        return selection instanceof Selection.Table table
                ? "a column list or row filter of " + table.table().label()
                : "a whole schema";
    }

    private Set<List<RowOperation>> operations() {
        return task.objects().stream()
                .map(selection ->
                        selection instanceof Selection.Table table ? table.operations() : List.<RowOperation>of())
                .collect(Collectors.toSet());
    }

    /** What it sends, in the order of the enum, as its parameter {@code publish} has it. */
    public String operationList() {
        List<RowOperation> some =
                operations().stream().flatMap(List::stream).distinct().toList();
        return (some.isEmpty() ? Arrays.stream(RowOperation.values()) : some.stream())
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .collect(joining(", "));
    }

    /** Whether it sends updates or deletes: the server then takes them only of tables whose old rows the log can name. */
    public boolean sendsOldRows() {
        String operations = operationList();
        return operations.contains("update") || operations.contains("delete");
    }

    /** The statement that makes it. */
    public String createStatement() {
        boolean allOperations = operations().stream().allMatch(List::isEmpty);
        return "CREATE PUBLICATION %s FOR %s WITH (publish_via_partition_root = true%s)"
                .formatted(
                        name(),
                        task.objects().isEmpty() ? "ALL TABLES" : objects(),
                        allOperations ? "" : ", publish = '" + operationList() + "'");
    }

    /** The statements that give one which is there the selection's tables, where not all tables are selected. */
    public List<String> alterStatements() {
        return List.of(
                "ALTER PUBLICATION %s SET %s".formatted(name(), objects()),
                "ALTER PUBLICATION %s SET (publish_via_partition_root = true, publish = '%s')"
                        .formatted(name(), operationList()));
    }

    /** The word {@code TABLE} stands once before all tables, the only form that version 14 has. */
    private String objects() {
        String tables = task.objects().stream()
                .filter(Selection.Table.class::isInstance)
                .map(selection -> part((Selection.Table) selection))
                .collect(joining(", "));
        Stream<String> schemas = task.objects().stream()
                .filter(Selection.Schema.class::isInstance)
                .map(Publication::object);
        return Stream.concat(tables.isEmpty() ? Stream.of() : Stream.of("TABLE " + tables), schemas)
                .collect(joining(", "));
    }

    /** One selection as it stands in ALTER PUBLICATION. */
    public static String object(Selection selection) {
        return selection instanceof Selection.Schema schema
                ? "TABLES IN SCHEMA " + SqlNames.quote(schema.name())
                : "TABLE " + part((Selection.Table) selection);
    }

    private static String part(Selection.Table table) {
        String columns = table.columns().isEmpty()
                ? ""
                : table.columns().stream().map(SqlNames::quote).collect(joining(", ", " (", ")"));
        String where = table.where() == null ? "" : " WHERE (" + table.where() + ")";
        return "ONLY " + table.table().quoted() + columns + where;
    }

    public String dropStatement() {
        return "DROP PUBLICATION " + name();
    }

    private String name() {
        return SqlNames.quote(task.publicationName());
    }

    /** Whether the task selects a table; what is published beyond that must not be read. */
    public boolean selects(String schema, String name) {
        return task.objects().isEmpty()
                || task.objects().stream()
                        .anyMatch(selection -> selection instanceof Selection.Schema whole
                                ? whole.name().equals(schema)
                                : selects((Selection.Table) selection, schema, name));
    }

    public static boolean selects(Selection.Table table, String schema, String name) {
        return table.table().schema().equals(schema) && table.table().name().equals(name);
    }
}
