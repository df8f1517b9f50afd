package io.tidemark.bench;

import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** The server that all contenders read, and its database. */
final class SourceDatabase implements AutoCloseable {

    static final String NAME = "bench";

    /** Nothing of the server's own work falls into one measurement and not into the next. */
    private static final Map<String, String> SETTINGS =
            Map.of("autovacuum", "off", "checkpoint_timeout", "1d", "max_wal_size", "64GB", "shared_buffers", "512MB");

    private final PostgresServer server;
    private final Connection connection;
    private final ProcessHandle postmaster;

    private SourceDatabase(PostgresServer server) throws SQLException {
        this.server = server;
        server.createDatabase(NAME);
        this.connection = server.connect(NAME);
        this.postmaster = ProcessHandle.of(number("SELECT pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .orElseThrow(() -> new BenchException("the server's first process is not to be seen from here"));
    }

    static SourceDatabase start(Path directory) throws SQLException {
        PostgresServer server = PostgresServer.startIn(directory, SETTINGS);
        try {
            return new SourceDatabase(server);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A session for whatever is not measured. */
    Connection session() {
        return connection;
    }

    /** A session of the caller's own. */
    Connection connect() throws SQLException {
        return server.connect(NAME);
    }

    /** A session of the caller's own that speaks the replication protocol. */
    Connection connectReplication() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, server.superuser());
        PGProperty.PASSWORD.set(properties, server.superuserPassword());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return DriverManager.getConnection(server.jdbcUrl(NAME), properties);
    }

    int port() {
        return server.port();
    }

    String user() {
        return server.superuser();
    }

    String password() {
        return server.superuserPassword();
    }

    String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /** The processes of all sessions, and those that work for all of them. */
    Stream<ProcessHandle> processes() {
        return postmaster.children();
    }

    void createSlot(String name) throws SQLException {
        number("SELECT 1 FROM pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(name));
    }

    void dropSlot(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_drop_replication_slot('%s')".formatted(name));
        }
    }

    /** The process that sends the slot's changes; 0 if nobody reads it. */
    long sender(String slot) throws SQLException {
        return number(
                "SELECT coalesce(max(active_pid), 0) FROM pg_replication_slots WHERE slot_name = '%s'".formatted(slot));
    }

    /** How many bytes of log the slot's reader has not been sent yet. */
    long unsent(String slot) throws SQLException {
        return number("""
                SELECT coalesce(max(pg_current_wal_lsn() - sent_lsn), 1)
                  FROM pg_stat_replication JOIN pg_replication_slots ON active_pid = pid WHERE slot_name = '%s'
                """.formatted(slot));
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
