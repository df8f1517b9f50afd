package io.tidemark.job.source;

import static java.util.function.Predicate.not;

import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the publication that is there sends what the task selects: what it leaves out would be missing without a word, what
 * it sends beyond that must not be read. It changes nothing in the source.
 */
final class PublicationChecks {

    /** Column lists, row filters and schemas came with version 15. */
    private static final String STATE_14 = """
            SELECT puballtables, pubviaroot,
                   concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                                   CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END),
                   %s, %s, %s
              FROM pg_publication p WHERE pubname = ?""";

    private static final String STATE = STATE_14.formatted(
            "(SELECT array_agg(nspname::text) FROM pg_publication_namespace JOIN pg_namespace n ON n.oid = pnnspid WHERE pnpubid = p.oid)",
            "(SELECT array_agg(prrelid::int8) FROM pg_publication_rel WHERE prpubid = p.oid AND prattrs IS NOT NULL)",
            "(SELECT array_agg(prrelid::int8) FROM pg_publication_rel WHERE prpubid = p.oid AND prqual IS NOT NULL)");

    private final TaskFile task;
    private final Connection connection;
    private final Publication wanted;
    private final String name;
    private final List<String> problems = new ArrayList<>();

    PublicationChecks(TaskFile task, Connection connection) {
        this.task = task;
        this.connection = connection;
        this.wanted = new Publication(task);
        this.name = SqlNames.quote(task.publicationName());
    }

    /** The publication's problems; empty if there are none. */
    List<String> run(List<TableShape> shapes) throws SQLException {
        boolean with15 = connection.getMetaData().getDatabaseMajorVersion() >= Publication.WITH_LISTS;
        String sql = with15 ? STATE : STATE_14.formatted("NULL::text[]", "NULL::int8[]", "NULL::int8[]");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, task.publicationName());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    check(row, shapes);
                }
            }
        }
        return problems;
    }

    private void check(ResultSet row, List<TableShape> shapes) throws SQLException {
        boolean allTables = row.getBoolean(1);
        if (allTables != task.objects().isEmpty()) {
            problems.add("publication %s is for %s, but the task selects %s: run %s; %s"
                    .formatted(
                            task.publicationName(),
                            allTables ? "all tables" : "some tables",
                            allTables ? "some" : "the whole database, later tables included",
                            wanted.dropStatement(),
                            wanted.createStatement()));
            return;
        }
        if (!row.getBoolean(2)) {
            problems.add(
                    "publication %s sends the rows of partitions as if they were tables of their own: run ALTER PUBLICATION %s SET (publish_via_partition_root = true)"
                            .formatted(task.publicationName(), name));
        }
        if (!row.getString(3).equals(wanted.operationList())) {
            problems.add(
                    "publication %s sends %s, but the task tracks %s: run ALTER PUBLICATION %s SET (publish = '%s')"
                            .formatted(
                                    task.publicationName(),
                                    row.getString(3).isEmpty() ? "nothing" : row.getString(3),
                                    wanted.operationList(),
                                    name,
                                    wanted.operationList()));
        }
        Set<String> schemas = set(row, 4, String.class);
        checkSchemas(schemas);
        checkTables(shapes, schemas, set(row, 5, Long.class), set(row, 6, Long.class));
    }

    private void checkSchemas(Set<String> published) {
        Set<String> selected = task.objects().stream()
                .filter(Selection.Schema.class::isInstance)
                .map(selection -> ((Selection.Schema) selection).name())
                .collect(Collectors.toSet());
        selected.stream()
                .filter(not(published::contains))
                .sorted()
                .forEach(schema -> problems.add(
                        "publication %s does not hold schema %s, which the task selects: run ALTER PUBLICATION %s ADD TABLES IN SCHEMA %s"
                                .formatted(task.publicationName(), schema, name, SqlNames.quote(schema))));
        published.stream()
                .filter(not(selected::contains))
                .sorted()
                .forEach(schema -> problems.add(
                        "publication %s holds schema %s, which the task does not select: select it under objects, or run ALTER PUBLICATION %s DROP TABLES IN SCHEMA %s"
                                .formatted(task.publicationName(), schema, name, SqlNames.quote(schema))));
    }

    private void checkTables(
            List<TableShape> shapes, Set<String> schemas, Set<Long> withColumnList, Set<Long> withFilter) {
        for (TableShape shape : shapes) {
            String schema = shape.table().schema();
            if (!wanted.selects(schema, shape.table().name()) && !schemas.contains(schema)) {
                problems.add(
                        "publication %s holds %s, which the task does not select: select it under objects, or run ALTER PUBLICATION %s DROP TABLE %s"
                                .formatted(task.publicationName(), shape.table().label(), name, shape.quotedName()));
            }
        }
        for (Selection selection : task.objects()) {
            if (selection instanceof Selection.Table table) {
                shapes.stream()
                        .filter(shape -> Publication.selects(
                                table, shape.table().schema(), shape.table().name()))
                        .findFirst()
                        .ifPresentOrElse(
                                shape -> checkForm(table, shape, withColumnList, withFilter),
                                () -> problems.add(
                                        "publication %s does not hold %s, which the task selects: run ALTER PUBLICATION %s ADD %s"
                                                .formatted(
                                                        task.publicationName(),
                                                        table.table().label(),
                                                        name,
                                                        Publication.object(table))));
            }
        }
    }

    /** The filters themselves are not compared: the server keeps them in a form of its own. */
    private void checkForm(Selection.Table table, TableShape shape, Set<Long> withColumnList, Set<Long> withFilter) {
        long oid = Integer.toUnsignedLong(shape.table().oid());
        Set<String> sent =
                shape.table().columns().stream().map(column -> column.name()).collect(Collectors.toSet());
        boolean columnsDiffer =
                table.columns().isEmpty() ? withColumnList.contains(oid) : !sent.equals(Set.copyOf(table.columns()));
        if (columnsDiffer || withFilter.contains(oid) != (table.where() != null)) {
            problems.add(
                    "publication %s sends other %s of %s than the task selects: run ALTER PUBLICATION %s DROP TABLE %s; ALTER PUBLICATION %s ADD %s"
                            .formatted(
                                    task.publicationName(),
                                    columnsDiffer ? "columns" : "rows",
                                    shape.table().label(),
                                    name,
                                    shape.quotedName(),
                                    name,
                                    Publication.object(table)));
        }
    }

    private static <T> Set<T> set(ResultSet row, int column, Class<T> type) throws SQLException {
        Array array = row.getArray(column);
        Set<T> set = new HashSet<>();
        if (array != null) {
            for (Object element : (Object[]) array.getArray()) {
                set.add(type.cast(element));
            }
        }
        return set;
    }
}
