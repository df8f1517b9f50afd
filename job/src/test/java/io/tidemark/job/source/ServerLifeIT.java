package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job does to its server: it holds no WAL that it does not need, and does not keep it from stopping. */
class ServerLifeIT {

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
    void idlePublishedTablesHoldNoWal() throws Exception {
        try (Sql sql = Sql.inNew(server, "idle");
                LocalJobProcess job = job("idle", "objects: [{ table: public.t }]")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE busy (line text)");
            job.start();
            await("a reader of the slot").atMost(PATIENCE).until(() -> sql.holds("EXISTS (" + SLOT + " AND active)"));

            sql.run("INSERT INTO busy SELECT repeat('x', 500) FROM generate_series(1, 20000)");
            String flooded = sql.ask("SELECT pg_current_wal_insert_lsn()");

            await("a confirmation of what was not for the task")
                    .atMost(PATIENCE)
                    .until(() -> sql.holds("EXISTS (%s AND confirmed_flush_lsn >= '%s')".formatted(SLOT, flooded)));
            await("the release of its WAL").atMost(PATIENCE).until(() -> {
                sql.run("CHECKPOINT"); // which notes the running transactions, as the server does every 15 seconds
                // anyway
                return sql.holds("EXISTS (%s AND restart_lsn >= '%s')".formatted(SLOT, flooded));
            });
            assertThat(job.changes().all()).isEmpty();
        }
    }

    @Test
    void theServerStopsWithinTenSecondsAndTheJobGoesOnWhenItIsBack() throws Exception {
        try (LocalJobProcess job = job("stopped", "").with("-Drestarts=true")) {
            try (Sql sql = Sql.inNew(server, "stopped")) {
                sql.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
                job.start();
                job.awaitChanges(1);
                sql.run("INSERT INTO t VALUES (2)");
                job.awaitChanges(2);
                sql.run("INSERT INTO t SELECT generate_series(3, 1000)");
            }
            long begin = System.nanoTime();

            server.stop(StopMode.FAST);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            server.start();
            insert("stopped", 1001);
            assertThat(job.awaitChanges(1001))
                    .extracting(change -> Integer.valueOf(change.after().text("id")))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(1001);
        }
    }

    private static final String SLOT =
            "SELECT FROM pg_replication_slots WHERE slot_name LIKE 'dts_sync_%' AND database = current_database()";

    private static void insert(String database, int id) throws SQLException {
        try (Sql sql = Sql.in(server, database)) {
            sql.run("INSERT INTO t VALUES (" + id + ")");
        }
    }

    private static LocalJobProcess job(String name, String more) {
        return new LocalJobProcess(directory.resolve(name), server, name, KnownBad.NONE, 100, more).ofTask(name);
    }
}
