package io.tidemark.job.source;

import io.tidemark.record.Column;
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

    /** The right to lock a table is one to the whole table, so that to some of its columns is not enough. */
    private static final String STATES = """
            SELECT c.oid::int8, c.relreplident, has_table_privilege(c.oid, 'SELECT'),
                   c.relrowsecurity AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                     AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT c.relforcerowsecurity),
                   has_schema_privilege(c.relnamespace, 'USAGE'), pg_get_replica_identity_index(c.oid) IS NULL
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid::int8 = ANY (?)
             ORDER BY n.nspname, c.relname""";

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
        problems.addAll(new PublicationChecks(task, connection).run(shapes));
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

    private void check(TableShape shape, ResultSet row) throws SQLException {
        checkKey(shape, row.getString(2), row.getBoolean(6));
        checkRights(shape, row.getBoolean(5), row.getBoolean(3));
        if (row.getBoolean(4)) {
            problems.add(
                    "%s has row-level security, which would hide rows of it from role '%s': run ALTER ROLE %s BYPASSRLS"
                            .formatted(shape.table().label(), task.source().user(), role()));
        }
    }

    /** @param withoutIndex whether the server knows of no index by which the log could say of which row a change is */
    private void checkKey(TableShape shape, String identity, boolean withoutIndex) {
        String label = shape.table().label();
        List<String> columns =
                shape.table().columns().stream().map(Column::name).toList();
        if (identity.equals("n")) {
            problems.add(
                    "%s has REPLICA IDENTITY NOTHING, so its updates and deletes don't say of which row: run ALTER TABLE %s REPLICA IDENTITY DEFAULT"
                            .formatted(label, shape.quotedName()));
        } else if (shape.keyColumns().isEmpty()) {
            problems.add(
                    "%s has no primary key, and no index as its replica identity, by which its rows could be told apart: add a primary key, or leave the table out"
                            .formatted(label));
        } else if (withoutIndex && !identity.equals("f")) {
            problems.add(
                    "%s has a deferrable primary key, by which the log can't say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE %s REPLICA IDENTITY FULL"
                            .formatted(label, shape.quotedName()));
        } else if (!columns.containsAll(shape.keyColumns())) {
            problems.add(
                    "objects: the columns of %s don't hold all of its key (%s), so that its updates and deletes would fail: select those too"
                            .formatted(label, String.join(", ", shape.keyColumns())));
        }
    }

    private void checkRights(TableShape shape, boolean mayUseSchema, boolean maySelect) {
        if (!mayUseSchema) {
            problems.add("role '%s' may not look into schema %s, where %s is: run GRANT USAGE ON SCHEMA %s TO %s"
                    .formatted(
                            task.source().user(),
                            shape.table().schema(),
                            shape.table().label(),
                            SqlNames.quote(shape.table().schema()),
                            role()));
        }
        if (!maySelect) {
            problems.add("role '%s' may not read %s: run GRANT SELECT ON %s TO %s"
                    .formatted(task.source().user(), shape.table().label(), shape.quotedName(), role()));
        }
    }

    private String role() {
        return SqlNames.quote(task.source().user());
    }
}
