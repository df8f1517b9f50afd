package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source's password is in nothing that the job writes, however much it is told to log; and rows are in no log. */
class SecretsIT {

    @TempDir
    Path directory;

    @Test
    void thePasswordIsInNoLogNoCheckpointAndNoFile() throws Exception {
        Path driverLog = Files.writeString(directory.resolve("driver-log.properties"), """
                handlers = java.util.logging.ConsoleHandler
                .level = ALL
                java.util.logging.ConsoleHandler.level = ALL
                """);
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(directory.resolve("task"), server, "shop", KnownBad.NONE, 100)
                        .with("-Dtidemark.log.level=trace")
                        .with("-Djava.util.logging.config.file=" + driverLog)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            job.start();
            job.awaitChanges(1);
            sql.run("INSERT INTO t VALUES (2)");
            job.awaitChanges(2);
            Path checkpoint = job.newestCheckpoint().orElseThrow();
            job.kill();

            assertThat(job.output())
                    .as("what is logged at the lowest levels")
                    .contains(" TRACE ", " DEBUG LogReading ", "FE=> StartupPacket");
            assertThat(checkpoint.resolve("_metadata")).isNotEmptyFile();
            assertThat(filesWith(server.superuserPassword())).isEmpty();
        }
    }

    /** Not even the keys that a table is cut at. */
    @Test
    void aRowsValuesAreInNoLog() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(directory.resolve("task"), server, "shop", KnownBad.NONE, 100)
                        .with("-Dtidemark.log.level=info")) {
            sql.run(
                    "CREATE TABLE people (name text PRIMARY KEY)",
                    "INSERT INTO people SELECT 'somebody-' || i FROM generate_series(1000, 1999) AS i");
            job.start();
            job.awaitChanges(1000);
            sql.run("UPDATE people SET name = name || '-else'");
            job.awaitChanges(3000);
            job.kill();

            assertThat(job.output())
                    .contains("Adding split(s) to reader: [SnapshotSplit{", "splitEnd=[name, (a key)]")
                    .doesNotContain("somebody-");
        }
    }

    /** All files of the task's folder that hold a text. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("task"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new AssertionError("reading " + file, e);
        }
    }
}
