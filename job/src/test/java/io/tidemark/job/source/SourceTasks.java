package io.tidemark.job.source;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Task files of tests whose source is a database of some server, read by a role of the database's name. */
record SourceTasks(Path directory) {

    /** The role's. */
    static final String PASSWORD = "for-this-test-only";

    static SourceTasks in(Path directory) throws IOException {
        Files.writeString(directory.resolve("password"), PASSWORD);
        return new SourceTasks(directory);
    }

    /**
     * A task, named as the database and the role are.
     *
     * @param objects as in the task file; empty for the whole database
     */
    TaskFile of(PostgresServer server, String name, String objects) throws IOException {
        Path file = Files.createTempFile(directory, name, ".yaml");
        Files.writeString(file, """
                task: %1$s
                source:
                  host: 127.0.0.1
                  port: %2$d
                  database: %1$s
                  user: %1$s
                  password: ${file:%3$s}
                  tls: { mode: disable }
                %4$s
                sink:
                  files: { directory: "%5$s" }
                """.formatted(
                        name,
                        server.port(),
                        directory.resolve("password"),
                        objects.isEmpty() ? "" : "objects: " + objects,
                        directory.resolve("data")));
        return TaskFile.read(file);
    }
}
