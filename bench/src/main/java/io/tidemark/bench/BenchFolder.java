package io.tidemark.bench;

import io.tidemark.embedded.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What the benchmark keeps on disk while it runs. */
record BenchFolder(Path directory) {

    static final String TASK = "bench";

    /** The slot and the publication that the task makes. */
    static final String SLOT = "dts_sync_" + TASK;

    Path server() {
        return directory.resolve("postgres");
    }

    Path flink() {
        return directory.resolve("flink");
    }

    Path taskFile() {
        return directory.resolve("bench.yaml");
    }

    Path changes() {
        return records().resolve("changes");
    }

    private Path records() {
        return directory.resolve("records");
    }

    /** Writes the task file, and the password that it refers to. */
    void writeTask(SourceDatabase source) throws IOException {
        Files.createDirectories(directory);
        Path password = directory.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, source.password());
        Files.writeString(taskFile(), """
                task: %s
                source:
                  host: 127.0.0.1
                  port: %d
                  database: %s
                  user: %s
                  password: ${file:password}
                  tls: { mode: disable }
                sink:
                  files: { directory: records }
                """.formatted(TASK, source.port(), SourceDatabase.NAME, source.user()));
    }

    void deleteRecords() {
        Folders.delete(records());
    }

    void delete() {
        Folders.delete(directory);
    }
}
