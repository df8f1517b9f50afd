package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL's own replication into a server beside: its processes read, write, and hold the rows. */
final class Subscriber implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "autovacuum", "off",
            "checkpoint_timeout", "1d",
            "max_wal_size", "16GB",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "shared_buffers", "512MB",
            "synchronous_commit", "off",
            "wal_receiver_timeout", "0",
            "max_sync_workers_per_subscription", "2");

    private final PostgresServer server;

    Subscriber(Path directory) {
        this.server = PostgresServer.startIn(directory, SETTINGS);
    }

    /** Makes the tables, without rows, and subscribes to them. */
    Subscription subscribe(SourceDatabase source, Workload workload) throws SQLException {
        server.createDatabase(SourceDatabase.NAME);
        Connection connection = server.connect(SourceDatabase.NAME);
        try (Statement statement = connection.createStatement()) {
            workload.create(statement);
            statement.execute("TRUNCATE " + String.join(", ", source.tables()));
            statement.execute("""
                    CREATE SUBSCRIPTION bench
                        CONNECTION 'host=127.0.0.1 port=%d dbname=%s user=%s password=%s' PUBLICATION %s
                        WITH (streaming = parallel, binary = true)
                    """.formatted(
                            source.server().port(),
                            SourceDatabase.NAME,
                            source.server().superuser(),
                            source.server().superuserPassword(),
                            SourceServer.PUBLICATION));
        }
        return new Subscription(this, connection);
    }

    Stream<ProcessHandle> processes(Connection connection) {
        return ProcessHandle.of(number(connection, "SELECT pg_backend_pid()")).flatMap(ProcessHandle::parent).stream()
                .flatMap(ProcessHandle::children);
    }

    static long number(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new BenchException("the subscriber does not answer: " + e.getMessage());
        }
    }

    /** The subscription's slot goes with its database in the source. */
    void unsubscribe(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER SUBSCRIPTION bench DISABLE");
            statement.execute("ALTER SUBSCRIPTION bench SET (slot_name = NONE)");
            statement.execute("DROP SUBSCRIPTION bench");
            connection.close();
            try (Connection other = server.connect("postgres");
                    Statement dropping = other.createStatement()) {
                dropping.execute("DROP DATABASE %s WITH (FORCE)".formatted(SourceDatabase.NAME));
            }
        } catch (SQLException e) {
            throw new BenchException("the subscription cannot be dropped: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
