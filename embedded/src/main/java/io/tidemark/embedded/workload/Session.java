package io.tidemark.embedded.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A connection on which the server prints values the way the task under test should publish them. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Normalisation normalisation;

    private Session(Connection connection, Normalisation normalisation) {
        this.connection = connection;
        this.normalisation = normalisation;
    }

    /** Opens a connection; every statement is a transaction until {@link #begin}. */
    static Session open(DataSource database, Normalisation normalisation) throws SQLException {
        Session session = new Session(database.getConnection(), normalisation);
        try {
            session.set("application_name", "tidemark-workload");
            // a commit that returned has to outlive a crash of the server, or the log would not be the truth
            session.set("synchronous_commit", "on");
            session.set("TimeZone", normalisation.timeZoneSetting());
            session.set("DateStyle", "ISO, MDY");
            session.set("IntervalStyle", "postgres");
            session.set("extra_float_digits", "1");
            session.set("bytea_output", "hex");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    Normalisation normalisation() {
        return normalisation;
    }

    Connection connection() {
        return connection;
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** Runs a statement that answers with rows, each of texts. */
    List<List<@Nullable String>> query(String sql, List<? extends @Nullable String> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet answer = statement.executeQuery()) {
                return rows(answer);
            }
        }
    }

    /** The one value that a query without parameters answers with. */
    String value(String sql) throws SQLException {
        String value = query(sql, List.of()).get(0).get(0);
        if (value == null) {
            throw new SQLException("the server answered '" + sql + "' with NULL");
        }
        return value;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void set(String name, String value) throws SQLException {
        query("SELECT set_config(?, ?, false)", List.of(name, value));
    }

    private static List<List<@Nullable String>> rows(ResultSet answer) throws SQLException {
        int width = answer.getMetaData().getColumnCount();
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (answer.next()) {
            List<@Nullable String> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                row.add(answer.getString(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
