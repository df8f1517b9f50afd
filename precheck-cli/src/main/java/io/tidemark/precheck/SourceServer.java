package io.tidemark.precheck;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.SourceUnavailableException;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checks ask: the server through one session that can write nothing, and the task. Tables are asked for once, in one
 * query for all, and so are their columns.
 */
final class SourceServer {

    private final TaskFile task;
    private final Connection connection;
    private final int version;
    private @Nullable SelectedTables tables;
    private @Nullable SelectedColumns columns;

    /** @param connection a session of its own, which from now on refuses to write */
    SourceServer(TaskFile task, Connection connection) throws SQLException {
        this.task = task;
        this.connection = connection;
        this.version = connection.getMetaData().getDatabaseMajorVersion();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only TO on");
        }
    }

    TaskFile task() {
        return task;
    }

    /** Another session, the caller's own. */
    Connection openAnother() throws SourceUnavailableException {
        return SourceConnection.of(task).open();
    }

    /** A session for the replication protocol, the caller's own. */
    Connection openReplication() throws SourceUnavailableException {
        return SourceConnection.of(task).openReplication();
    }

    /** The major version: 17. */
    int version() {
        return version;
    }

    /** A setting as {@code SHOW} prints it. */
    String setting(String name) throws SQLException {
        return ask("SELECT current_setting(?)", name);
    }

    /** A setting that is a number, in the unit that {@code pg_settings} names for it. */
    long number(String setting) throws SQLException {
        return Long.parseLong(ask("SELECT setting FROM pg_settings WHERE name = ?", setting));
    }

    boolean holds(String condition, String... parameters) throws SQLException {
        return ask("SELECT " + condition, parameters).equals("t");
    }

    /** The first value of the first row; empty if there is none, or it is NULL. */
    String ask(String sql, String... parameters) throws SQLException {
        List<List<String>> rows = rows(sql, parameters);
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    /** All rows as texts; NULL is the empty text. */
    List<List<String>> rows(String sql, String... parameters) throws SQLException {
        return rows(connection, sql, parameters);
    }

    /** As {@link #rows(String, String...)}, over another session. */
    static List<List<String>> rows(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        String value = result.getString(column);
                        row.add(value == null ? "" : value);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** What the task selects. */
    SelectedTables tables() throws SQLException {
        SelectedTables known = tables;
        if (known == null) {
            known = SelectedTables.of(this);
            tables = known;
        }
        return known;
    }

    /** The columns of what the task selects. */
    SelectedColumns columns() throws SQLException {
        SelectedColumns known = columns;
        if (known == null) {
            known = SelectedColumns.of(this);
            columns = known;
        }
        return known;
    }
}
