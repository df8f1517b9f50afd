package io.tidemark.bench;

import io.tidemark.bench.result.End;
import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The task file that the job is measured with. */
final class TaskText {

    static final String TASK = "bench";

    /** The slot and the publication that the task makes. */
    static final String SLOT = "dts_sync_" + TASK;

    private TaskText() {}

    /** Where a task publishes to, as its file says it. */
    static String sink(End end, @Nullable String brokers, boolean atLeastOnce) {
        String format = end == End.KAFKA ? "dts-avro" : "json";
        return end.isTopic()
                ? "kafka: { brokers: \"%s\", topic: bench, format: %s, delivery: %s }"
                        .formatted(brokers, format, atLeastOnce ? "at-least-once" : "exactly-once")
                : "files: { directory: records }";
    }

    /**
     * Writes it, and the password that it refers to.
     *
     * @param normalise what it says of that; empty to say nothing
     */
    static Path write(Path folder, PostgresServer server, String normalise, String sink) throws IOException {
        Files.createDirectories(folder);
        Path password = folder.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, server.superuserPassword());
        return Files.writeString(folder.resolve("bench.yaml"), """
                task: %s
                source:
                  host: 127.0.0.1
                  port: %d
                  database: %s
                  user: %s
                  password: ${file:password}
                  tls: { mode: disable }
                %ssink:
                  %s
                """.formatted(
                        TASK,
                        server.port(),
                        SourceDatabase.NAME,
                        server.superuser(),
                        normalise.isEmpty() ? "" : "normalise: " + normalise + "\n",
                        sink));
    }
}
