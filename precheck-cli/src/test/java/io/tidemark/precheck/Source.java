package io.tidemark.precheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.source.Session;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** A database of a server, and a task that tracks it as a role of the same name. */
record Source(PostgresServer server, String database, Path task) {

    static final String PASSWORD = "let-me-in";

    /** @param objects of the task file, empty for the whole database */
    static Source of(PostgresServer server, Path directory, String database, String objects) throws IOException {
        return new Source(server, database, directory.resolve(UUID.randomUUID() + ".yaml"))
                .with(objects.isEmpty() ? "" : "objects: " + objects);
    }

    /** The database and the role that may replicate, made anew, and a task that tracks all of it. */
    static Source made(PostgresServer server, Path directory, String name) throws IOException, SQLException {
        server.createDatabase(name);
        Source source = of(server, directory, name, "");
        source.run("CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'".formatted(SqlNames.quote(name), PASSWORD));
        return source;
    }

    /** The task with other settings beside those of its source and sink. */
    Source with(String settings) throws IOException {
        return at(server.port(), settings);
    }

    /** As {@link #with}, behind another port. */
    Source at(int port, String settings) throws IOException {
        Path directory = task.toAbsolutePath().getParent();
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        Files.writeString(task, """
                task: shop
                source:
                  host: 127.0.0.1
                  port: %d
                  database: %s
                  user: %s
                  password: ${file:%s}
                  tls: { mode: disable }
                %s
                sink:
                  files: { directory: "%s" }
                """.formatted(
                        port,
                        quoted(database),
                        quoted(database),
                        password,
                        settings,
                        directory.resolve("data").toUri()));
        return this;
    }

    private static String quoted(String text) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(text);
    }

    /**
     * The same database into another sink.
     *
     * @param more what stands at the end of the task file: {@code sink} and what else it has
     */
    Source into(String more) throws IOException {
        String text = Files.readString(task);
        Path other = task.resolveSibling("other-" + task.getFileName());
        return new Source(
                server, database, Files.writeString(other, text.substring(0, text.indexOf("\nsink:") + 1) + more));
    }

    /** As superuser. */
    void run(String... statements) throws SQLException {
        run(List.of(statements));
    }

    void run(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value that the superuser reads. */
    String ask(String sql) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return new Session(connection).ask(sql);
        }
    }

    /** What of a finding's remedy is there to be pasted. */
    static List<String> pasted(Finding finding) {
        return finding.remedy().stream()
                .map(SafeText::pasteable)
                .filter(line -> line.matches("[A-Z]{2}.*;"))
                .toList();
    }

    /** What one check says, asked as the task's role. */
    Finding finding(String check) throws SQLException {
        return finding(Checks.ALL.stream()
                .filter(one -> one.id().equals(check))
                .findFirst()
                .orElseThrow());
    }

    Finding finding(Precheck check) throws SQLException {
        return report(List.of(check)).answers().get(0).finding();
    }

    Report report(List<Precheck> checks) throws SQLException {
        TaskFile read = TaskFile.read(task);
        try (Connection connection = SourceConnection.of(read).open();
                SourceServer server = new SourceServer(read, connection)) {
            List<Precheck> concerning =
                    checks.stream().filter(check -> check.concerns(read)).toList();
            return Report.of(concerning, server, List.of(), asked -> {});
        }
    }
}
