package io.tidemark.embedded.demo;

import io.tidemark.embedded.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What the demo keeps on disk: the server, the task file with its password beside it, the records and the logs. */
record DemoFolder(Path directory) {

    static final String TASK = "shop";

    private static final String RECORDS = "records";

    boolean exists() {
        return Files.exists(directory);
    }

    Path server() {
        return directory.resolve("postgres");
    }

    Path taskFile() {
        return directory.resolve("shop.yaml");
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path records() {
        return directory.resolve(RECORDS);
    }

    Path broker() {
        return directory.resolve("kafka");
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    void create() throws IOException {
        Files.createDirectories(logs());
    }

    /** Writes the task file and, where it refers to, the password. */
    void writeTask(int port, String database, String user, String password, Destination destination)
            throws IOException {
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password);
        Files.writeString(taskFile(), """
                task: %s
                source:
                  host: 127.0.0.1
                  port: %d
                  database: %s
                  user: %s
                  password: ${file:password}
                  tls: { mode: disable }     # a server on this machine; the default is verify-full
                sink:
                  %s
                """.formatted(TASK, port, database, user, destination.sink()));
    }

    void delete() {
        Folders.delete(directory);
    }
}
