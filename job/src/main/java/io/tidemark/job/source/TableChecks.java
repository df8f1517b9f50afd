package io.tidemark.job.source;

import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold for each published table, asked in one query for all. It changes nothing in the source. */
final class TableChecks {

    private static final String STATES = """
            SELECT c.oid::int8, c.relreplident, has_any_column_privilege(c.oid, 'SELECT'),
                   c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                     AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity)
              FROM pg_class c WHERE c.oid::int8 = ANY (?)""";

    private final TaskFile task;
    private final Connection connection;
    private final List<String> problems = new ArrayList<>();

    TableChecks(TaskFile task, Connection connection) {
        this.task = task;
        this.connection = connection;
    }

    /** The problems of the published tables; empty if there are none. */
    List<String> run(List<TableShape> shapes) throws SQLException {
        Map<Integer, TableShape> byOid =
                shapes.stream().collect(Collectors.toMap(shape -> shape.table().oid(), Function.identity()));
        checkSelection(shapes);
        Long[] oids = byOid.keySet().stream().map(Integer::toUnsignedLong).toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(STATES)) {
            statement.setArray(1, connection.createArrayOf("int8", oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableShape shape = byOid.get((int) row.getLong(1));
                    if (shape != null) {
                        check(shape, row);
                    }
                }
            }
        }
        return problems;
    }

    private void checkSelection(List<TableShape> shapes) {
        Publication publication = new Publication(task);
        for (TableShape shape : shapes) {
            if (!publication.selects(shape.table().schema(), shape.table().name())) {
                problems.add(
                        "publication %s holds %s, which the task does not select: select it under objects, or run ALTER PUBLICATION %s DROP TABLE %s"
                                .formatted(
                                        task.publicationName(),
                                        shape.table().label(),
                                        SqlNames.quote(task.publicationName()),
                                        shape.quotedName()));
            }
        }
        task.objects().forEach(selection -> {
            if (selection instanceof io.tidemark.task.Selection.Table table
                    && shapes.stream()
                            .noneMatch(shape -> table.table()
                                            .schema()
                                            .equals(shape.table().schema())
                                    && table.table().name().equals(shape.table().name()))) {
                problems.add(
                        "publication %s does not hold %s, which the task selects: run ALTER PUBLICATION %s ADD TABLE %s"
                                .formatted(
                                        task.publicationName(),
                                        table.table().label(),
                                        SqlNames.quote(task.publicationName()),
                                        table.table().quoted()));
            }
        });
    }

    private void check(TableShape shape, ResultSet row) throws SQLException {
        String label = shape.table().label();
        String identity = row.getString(2);
        if (identity.equals("n")) {
            problems.add(
                    "%s has REPLICA IDENTITY NOTHING, so its updates and deletes don't say of which row: run ALTER TABLE %s REPLICA IDENTITY DEFAULT"
                            .formatted(label, shape.quotedName()));
        } else if (shape.keyColumns().isEmpty()) {
            problems.add(
                    "%s has no primary key, and no index as its replica identity, by which its rows could be told apart: add a primary key, or leave the table out"
                            .formatted(label));
        }
        if (!row.getBoolean(3)) {
            problems.add("role '%s' may not read %s: run GRANT SELECT ON %s TO %s"
                    .formatted(
                            task.source().user(),
                            label,
                            shape.quotedName(),
                            SqlNames.quote(task.source().user())));
        }
        if (row.getBoolean(4)) {
            problems.add(
                    "%s has row-level security, which would hide rows of it from role '%s': run ALTER ROLE %s BYPASSRLS"
                            .formatted(
                                    label,
                                    task.source().user(),
                                    SqlNames.quote(task.source().user())));
        }
    }
}
