package io.tidemark.job.source;

import io.tidemark.embedded.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test does in the source, as superuser, in sessions that print values as the job's do. */
final class Sql implements AutoCloseable {

    private static final String AS_THE_JOB = """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres';
            SET extra_float_digits = 1; SET bytea_output = 'hex'""";

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** A session in a database that is there. */
    static Sql in(PostgresServer server, String database) throws SQLException {
        Sql sql = new Sql(server.connect(database));
        sql.run(AS_THE_JOB);
        return sql;
    }

    /** A session in a new database. */
    static Sql inNew(PostgresServer server, String database) throws SQLException {
        server.createDatabase(database);
        return in(server, database);
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements in one transaction. */
    void together(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        run(statements);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The first value of the first row; empty if there is no row. */
    String ask(String query) throws SQLException {
        List<List<@Nullable String>> rows = rows(query);
        return rows.isEmpty() ? "" : String.valueOf(rows.get(0).get(0));
    }

    boolean holds(String condition) throws SQLException {
        return ask("SELECT " + condition).equals("t");
    }

    /** All rows, each value as PostgreSQL prints it. */
    List<List<@Nullable String>> rows(String query) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** All rows, each as its values by the names of the columns. */
    List<Map<String, @Nullable String>> maps(String query) throws SQLException {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
