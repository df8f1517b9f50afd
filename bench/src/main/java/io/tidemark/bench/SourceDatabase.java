package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import io.tidemark.embedded.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;

/** What one contender reads. It goes when it is closed, with its slots, which nobody may read any more then. */
final class SourceDatabase implements AutoCloseable {

    static final String NAME = "bench";

    private final SourceServer source;
    private final PostgresServer server;
    private final Connection connection;

    SourceDatabase(SourceServer source) throws SQLException {
        this.source = source;
        this.server = source.server();
        this.connection = server.connect(NAME);
    }

    PostgresServer server() {
        return server;
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

    Stream<ProcessHandle> processes() {
        return source.processes();
    }

    /**
     * Makes some of the workload's changes.
     *
     * @param from the first transaction, from 0
     * @param to the first that is not made yet, more than {@code from}
     * @return where the log was before the last of these transactions
     */
    LogSequenceNumber change(Workload workload, int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int last = to - 1;
            workload.change(statement, from, last);
            LogSequenceNumber before = LogSequenceNumber.valueOf(text("SELECT pg_current_wal_insert_lsn()"));
            workload.change(statement, last, last + 1);
            return before;
        }
    }

    /** The names of all tables. */
    List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }

    void createSlot(String name) throws SQLException {
        text("SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(name));
    }

    /** The process that sends the slot's changes; 0 if nobody reads it. */
    long sender(String slot) throws SQLException {
        return Long.parseLong(
                text("SELECT coalesce(max(active_pid), 0) FROM pg_replication_slots WHERE slot_name = '%s'"
                        .formatted(slot)));
    }

    /** How many bytes of log the slot's reader has not been sent yet. */
    long unsent(String slot) throws SQLException {
        return Long.parseLong(text("""
                SELECT coalesce(max(pg_current_wal_lsn() - sent_lsn), 1)::int8
                  FROM pg_stat_replication JOIN pg_replication_slots ON active_pid = pid WHERE slot_name = '%s'
                """.formatted(slot)));
    }

    /** The process that sends the slot's changes, paused once there is nothing more to send. */
    PausedSender pauseSender(String slot) throws Exception {
        awaitReader(slot);
        return new PausedSender(sender(slot));
    }

    /** Returns when the slot's reader has been sent all there is. */
    void awaitReader(String slot) throws Exception {
        Patience.until(
                "the reader of slot '%s' to have read the log".formatted(slot),
                20,
                () -> sender(slot) != 0 && unsent(slot) <= 0);
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            Patience.until(
                    "the slots to be free", 20, () -> text("SELECT count(*) FROM pg_replication_slots WHERE active")
                            .equals("0"));
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new BenchException("the slots are not free: " + e.getMessage());
        }
        text("SELECT count(pg_drop_replication_slot(slot_name)) FROM pg_replication_slots WHERE database = '%s'"
                .formatted(NAME));
        connection.close();
        source.dropDatabase();
    }
}
