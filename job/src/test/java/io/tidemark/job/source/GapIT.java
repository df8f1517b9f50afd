package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, where the log can't give what comes after its position: it ends with the way out and publishes nothing, rather
 * than go on behind a gap.
 */
class GapIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aSlotThatWasDroppedEndsTheJob() throws Exception {
        try (Sql sql = Sql.inNew(server, "dropped");
                LocalJobProcess job = streaming(sql, "dropped")) {
            job.kill();
            dropSlot(sql, "dropped");
            sql.run("INSERT INTO t VALUES (3)");

            job.start().awaitEnd();

            assertThat(job.output())
                    .contains("slot dts_sync_dropped does not exist on 127.0.0.1:")
                    .contains("Start the task anew with --fresh");
            assertThat(ids(job)).containsExactly("1", "2");
        }
    }

    @Test
    void aSlotThatWasMadeAnewEndsTheJob() throws Exception {
        try (Sql sql = Sql.inNew(server, "remade");
                LocalJobProcess job = streaming(sql, "remade")) {
            job.kill();
            dropSlot(sql, "remade");
            sql.run("INSERT INTO t VALUES (3)");
            sql.run("SELECT pg_create_logical_replication_slot('dts_sync_remade', 'pgoutput')");
            sql.run("INSERT INTO t VALUES (4)");

            job.start().awaitEnd();

            assertThat(job.output())
                    .containsPattern("slot dts_sync_remade is confirmed up to \\S+, past the checkpoint's position");
            assertThat(ids(job)).containsExactly("1", "2");
        }
    }

    @Test
    void anOlderCheckpointEndsTheJob() throws Exception {
        try (Sql sql = Sql.inNew(server, "older");
                LocalJobProcess job = streaming(sql, "older")) {
            Path old = copy(job.newestCheckpoint().orElseThrow());
            String confirmed = confirmed(sql, "older");
            sql.run("INSERT INTO t VALUES (3)");
            job.awaitChanges(3);
            await("the slot moves on")
                    .atMost(PATIENCE)
                    .until(() -> sql.holds("'%s' < '%s'::pg_lsn".formatted(confirmed, confirmed(sql, "older"))));
            job.kill();
            job.clearSink();

            job.startFrom(old).awaitEnd();

            assertThat(job.output())
                    .containsPattern("slot dts_sync_older is confirmed up to \\S+, past the checkpoint's position")
                    .contains("Either restore a newer checkpoint");
            assertThat(ids(job)).isEmpty();
        }
    }

    /** Finished files that hold more than the checkpoint knows would be followed by the same changes once more. */
    @Test
    void anOlderCheckpointBesideNewerFilesEndsTheJob() throws Exception {
        try (Sql sql = Sql.inNew(server, "files");
                LocalJobProcess job = streaming(sql, "files")) {
            Path old = copy(job.newestCheckpoint().orElseThrow());
            sql.run("INSERT INTO t VALUES (3)");
            job.awaitChanges(3);
            job.kill();

            job.startFrom(old).awaitEnd();

            assertThat(job.output())
                    .contains("going on would publish its changes a second time. Restore the newest checkpoint");
            assertThat(ids(job)).containsExactly("1", "2", "3");
        }
    }

    /** A job of the database's name with two changes published: one of the snapshot, one of the stream. */
    private static LocalJobProcess streaming(Sql sql, String name) throws SQLException {
        sql.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        LocalJobProcess job = job(name);
        job.start();
        job.awaitChanges(1);
        sql.run("INSERT INTO t VALUES (2)");
        job.awaitChanges(2);
        return job;
    }

    private static LocalJobProcess job(String name) {
        return new LocalJobProcess(directory.resolve(name), server, name, KnownBad.NONE, 100).ofTask(name);
    }

    private static List<String> ids(LocalJobProcess job) {
        return job.published().stream().map(change -> change.after().text("id")).toList();
    }

    private static String confirmed(Sql sql, String task) throws SQLException {
        return sql.ask(
                "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 'dts_sync_" + task + "'");
    }

    private static void dropSlot(Sql sql, String task) {
        await("the slot is free")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> sql.run("SELECT pg_drop_replication_slot('dts_sync_" + task + "')"));
    }

    private static Path copy(Path checkpoint) throws IOException {
        Path copy = Files.createTempDirectory(directory, "older-");
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
