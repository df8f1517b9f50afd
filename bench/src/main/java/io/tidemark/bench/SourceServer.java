package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The server that all contenders read. Each of them gets a database of its own, a copy of the workload's. */
final class SourceServer implements AutoCloseable {

    /** All tables; in each database. */
    static final String PUBLICATION = "bench";

    /** Nothing of the server's own work falls into one measurement and not into the next. */
    private static final Map<String, String> SETTINGS = Map.of(
            "autovacuum", "off",
            "checkpoint_timeout", "1d",
            "max_wal_size", "16GB",
            "wal_recycle", "off",
            "shared_buffers", "512MB",
            "synchronous_commit", "off",
            // a paused sender has not been answered for long when it goes on
            "wal_sender_timeout", "0");

    private final PostgresServer server;
    private final ProcessHandle postmaster;
    private final Set<String> templates = new HashSet<>();

    private SourceServer(PostgresServer server) throws SQLException {
        this.server = server;
        try (Connection connection = server.connect("postgres")) {
            this.postmaster = postmaster(connection);
        }
    }

    static SourceServer start(Path directory) throws SQLException {
        PostgresServer server = PostgresServer.startIn(directory, SETTINGS);
        try {
            return new SourceServer(server);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ProcessHandle postmaster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
            result.next();
            return ProcessHandle.of(result.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new BenchException("the server's first process is not to be seen from here"));
        }
    }

    /** A copy of the workload's tables, in the state in which reading them writes nothing: no hint bit is left to be set. */
    SourceDatabase databaseOf(Workload workload) throws SQLException {
        String template = "%s_%d".formatted(workload.name(), workload.rows());
        if (templates.add(template)) {
            server.createDatabase(template);
            try (Connection connection = server.connect(template);
                    Statement statement = connection.createStatement()) {
                workload.create(statement);
                statement.execute("CREATE PUBLICATION %s FOR ALL TABLES".formatted(PUBLICATION));
                statement.execute("VACUUM (FREEZE, ANALYZE)");
            }
        }
        execute("CREATE DATABASE %s TEMPLATE \"%s\" STRATEGY file_copy".formatted(SourceDatabase.NAME, template));
        return new SourceDatabase(this);
    }

    /** Its databases are not needed any more. */
    void forgetTemplates() throws SQLException {
        for (String template : templates) {
            execute("DROP DATABASE \"%s\"".formatted(template));
        }
        templates.clear();
    }

    void dropDatabase() throws SQLException {
        execute("DROP DATABASE %s WITH (FORCE)".formatted(SourceDatabase.NAME));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    PostgresServer server() {
        return server;
    }

    String version() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** The processes of all sessions, and those that work for all of them. */
    Stream<ProcessHandle> processes() {
        return postmaster.children();
    }

    @Override
    public void close() {
        server.close();
    }
}
