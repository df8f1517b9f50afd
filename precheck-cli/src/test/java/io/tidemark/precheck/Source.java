package io.tidemark.precheck;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database of a server, and a task that tracks it as a role of the same name. */
record Source(PostgresServer server, String database, Path task) {

    static final String PASSWORD = "let-me-in";

    /** @param objects of the task file, empty for the whole database */
    static Source of(PostgresServer server, Path directory, String database, String objects) throws IOException {
        Path password = Files.writeString(directory.resolve(database + ".password"), PASSWORD);
        Path task = Files.writeString(directory.resolve(database + ".yaml"), """
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
                        server.port(),
                        database,
                        database,
                        password,
                        objects.isEmpty() ? "" : "objects: " + objects,
                        directory.resolve("data").toUri()));
        return new Source(server, database, task);
    }

    /** As superuser. */
    void run(String... statements) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What one check says, asked as the task's role. */
    Finding finding(String check) throws SQLException {
        TaskFile read = TaskFile.read(task);
        try (Connection connection = SourceConnection.of(read).open()) {
            Report report = Report.of(
                    Checks.ALL.stream().filter(one -> one.id().equals(check)).toList(),
                    new SourceServer(read, connection),
                    List.of(),
                    asked -> {});
            return report.answers().get(0).finding();
        }
    }
}
