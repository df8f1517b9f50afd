package io.tidemark.job.source;

import io.tidemark.task.Publication;
import io.tidemark.task.Selection;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold before anything is read: all problems at once, each with what was seen, what is needed and the way out. It
 * changes nothing in the source.
 */
final class StartChecks {

    private static final int OLDEST_VERSION = 14;

    private final TaskFile task;
    private final Connection connection;
    private final List<String> problems = new ArrayList<>();

    StartChecks(TaskFile task, Connection connection) {
        this.task = task;
        this.connection = connection;
    }

    /** The problem of a server that is too old to be asked anything else; empty if it is not. */
    static List<String> version(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        return version >= OLDEST_VERSION
                ? List.of()
                : List.of("the server is PostgreSQL %d, but change tracking needs %d or later: upgrade it"
                        .formatted(version, OLDEST_VERSION));
    }

    /** The problems of the server, the role and the selection; empty if there are none. */
    List<String> run() throws SQLException {
        checkServer();
        checkRole();
        problems.addAll(new Publication(task).problems(connection.getMetaData().getDatabaseMajorVersion()));
        for (Selection selection : task.objects()) {
            if (selection instanceof Selection.Table table) {
                checkExists(table);
            } else if (selection instanceof Selection.Schema schema) {
                checkExists(schema);
            }
        }
        return problems;
    }

    private void checkServer() throws SQLException {
        if (ask("SELECT pg_is_in_recovery()").equals("t")) {
            problems.add("%s is a standby, which can't give out all changes: name the primary in source.host"
                    .formatted(task.source().address()));
        }
        String walLevel = ask("SHOW wal_level");
        if (!walLevel.equals("logical")) {
            problems.add(
                    "wal_level is '%s', but change tracking needs 'logical': run ALTER SYSTEM SET wal_level = 'logical' and restart the server"
                            .formatted(walLevel));
        }
        String encoding = ask("SHOW server_encoding");
        if (encoding.equals("SQL_ASCII")) {
            problems.add(
                    "database '%s' has the encoding SQL_ASCII, so the server does not know what characters its bytes are, and they can't be published as text: move the data to a database with the encoding UTF8"
                            .formatted(task.source().database()));
        }
    }

    private void checkRole() throws SQLException {
        String sql = "SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user";
        if (!ask(sql).equals("t")) {
            problems.add("role '%s' may not replicate: run ALTER ROLE %s REPLICATION"
                    .formatted(
                            task.source().user(), SqlNames.quote(task.source().user())));
        }
    }

    private void checkExists(Selection.Table table) throws SQLException {
        String kind = ask(
                "SELECT concat(c.relkind, c.relpersistence) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?",
                table.table().schema(),
                table.table().name());
        if (kind.isEmpty()) {
            problems.add("objects: table %s does not exist in database '%s': correct the name, or take it out"
                    .formatted(table.table().label(), task.source().database()));
        } else if (!kind.startsWith("r") && !kind.startsWith("p")) {
            problems.add("objects: %s is not a table, and has no changes of its own: take it out"
                    .formatted(table.table().label()));
        } else if (kind.endsWith("u")) {
            problems.add(
                    "objects: %s is unlogged, so that its changes are not in the log: run ALTER TABLE %s SET LOGGED, or take it out"
                            .formatted(table.table().label(), table.table().quoted()));
        }
    }

    private void checkExists(Selection.Schema schema) throws SQLException {
        if (ask("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema.name()).isEmpty()) {
            problems.add("objects: schema %s does not exist in database '%s': correct the name, or take it out"
                    .formatted(schema.name(), task.source().database()));
        }
    }

    /** The first value of the first row; empty if there is none. */
    private String ask(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
