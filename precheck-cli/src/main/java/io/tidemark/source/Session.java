package io.tidemark.source;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.SourceUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A session with the source, whose values are texts. */
public final class Session implements AutoCloseable {

    private final Connection connection;

    public Session(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens one.
     *
     * @throws SourceUnavailableException if there is none to be had
     */
    public static Session open(SourceConnection source) throws SourceUnavailableException {
        return new Session(source.open());
    }

    public Connection connection() {
        return connection;
    }

    /** The server's major version: 17. */
    public int version() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** All rows; NULL is the empty text. */
    public List<List<String>> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        String value = result.getString(column);
                        row.add(value == null ? "" : value);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** The first value of the first row; empty if there is none, or it is NULL. */
    public String ask(String sql, Object... parameters) throws SQLException {
        List<List<String>> rows = rows(sql, parameters);
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }

    /** Whether a condition holds, with what may stand after it from {@code FROM} on. */
    public boolean holds(String condition, Object... parameters) throws SQLException {
        return ask("SELECT " + condition, parameters).equals("t");
    }

    /** Runs a statement that gives no rows. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
