package io.tidemark.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Slots that are read, idle, lost, and not ours. */
class SlotsIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(
                directory.resolve("postgres"),
                Map.of(
                        "fsync",
                        "off",
                        "max_slot_wal_keep_size",
                        "64MB",
                        "min_wal_size",
                        "32MB",
                        "max_wal_size",
                        "32MB"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private Database prepared(String name) throws Exception {
        Database database = new Database(server, directory, name);
        database.run("CREATE TABLE t (id int PRIMARY KEY, filler text)");
        database.select(name, "[{ table: public.t }]");
        assertThat(database.prepare("--role", name, "--apply"))
                .as(database.err())
                .isZero();
        return database;
    }

    @Test
    void aSlotThatIsReadIsNotReleasedUnlessByForce() throws Exception {
        Database shop = prepared("busy");
        Connection reader = SourceConnection.of(TaskFile.read(shop.task())).openReplication();
        try {
            reader.unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .replicationStream()
                    .logical()
                    .withSlotName("dts_sync_busy")
                    .withSlotOption("proto_version", "1")
                    .withSlotOption("publication_names", "dts_sync_busy")
                    .start();
            String pid = shop.rows("SELECT active_pid FROM pg_replication_slots WHERE slot_name = 'dts_sync_busy'")
                    .get(0);
            List<String> before = shop.catalogue();

            assertThat(shop.release()).isEqualTo(1);
            assertThat(shop.err().replaceAll("since [^.]*", "since TIME"))
                    .isEqualTo(
                            "slot dts_sync_busy is read by process %s of the server: role 'busy', application 'tidemark-busy', from 127.0.0.1, since TIME. Nothing was changed. Stop that task first, or end its session with --force\n"
                                    .formatted(pid));
            assertThat(shop.catalogue()).isEqualTo(before);
            assertThat(shop.slots()).as(shop.err()).isZero();
            assertThat(shop.out()).containsPattern("(?m)^busy +busy +process " + pid + " ");

            assertThat(shop.release("--force")).as(shop.err()).isZero();
            assertThat(shop.out()).startsWith("done  ended process " + pid);
        } finally {
            reader.abort(Runnable::run);
        }
        assertThat(shop.rows("SELECT 1 FROM pg_replication_slots WHERE slot_name = 'dts_sync_busy'"))
                .isEmpty();
    }

    /** As a task's sessions are while it reads its tables at first. */
    @Test
    void aTaskThatOnlyReadsTablesIsNotReleasedUnlessByForce() throws Exception {
        Database shop = prepared("reading");
        try (Connection reader = SourceConnection.of(TaskFile.read(shop.task())).open()) {
            assertThat(reader.isValid(10)).isTrue();

            assertThat(shop.release()).isEqualTo(1);
            assertThat(shop.err())
                    .isEqualTo(
                            "the task seems to run: sessions with the application name 'tidemark-reading' are open (1), though none reads slot dts_sync_reading at the moment. Nothing was changed. Stop the task first, or release it with --force\n");
            assertThat(shop.release("--force")).as(shop.err()).isZero();
        }
    }

    @Test
    void purgeDropsWhatIsLostOrStaleAndOurs() throws Exception {
        Database shop = prepared("idle");
        shop.run(
                "SELECT pg_create_logical_replication_slot('dts_sync_foreign', 'pgoutput')",
                "CREATE PUBLICATION dts_sync_foreign",
                "SELECT pg_create_logical_replication_slot('dtsxsync_other', 'pgoutput')");

        assertThat(shop.slots("--purge")).isEqualTo(2);
        assertThat(shop.err()).startsWith("--purge: there is no terminal to ask on; add --yes\n");
        assertThat(shop.slots("--purge", "--yes")).isZero();
        assertThat(shop.out())
                .containsPattern(
                        "(?m)^idle +idle +nobody, \\d+ s +\\d[\\d.]* (bytes|.B) +[+-]\\d[\\d.]* (bytes|.B)/s  max_slot_wal_keep_size in [\\d.]+ MB of WAL")
                .containsPattern("(?m)^left  slot dts_sync_idle: nobody reads it for \\d+ s, less than 1 h 30 min$")
                .contains(
                        "left  slot dts_sync_foreign: neither prepare nor the job made its publication, so it may be somebody else's\n")
                .doesNotContain("other");

        assertThat(shop.slots("--purge", "--yes", "--stale-after", "0")).isZero();
        assertThat(shop.out())
                .containsPattern(
                        "(?m)^done  slot dts_sync_idle of database 'idle' is read by nobody for \\d+ s, and is dropped$");

        assertThat(shop.prepare("--apply")).isZero();
        await("a slot that the server gave up")
                .pollDelay(java.time.Duration.ZERO)
                .until(() -> {
                    shop.run(
                            "INSERT INTO t SELECT g, repeat('x', 1000) FROM generate_series(1, 20000) g",
                            "TRUNCATE t",
                            "CHECKPOINT");
                    return shop.rows(
                                            "SELECT 1 FROM pg_replication_slots WHERE slot_name = 'dts_sync_idle' AND wal_status = 'lost'")
                                    .size()
                            == 1;
                });
        assertThat(shop.slots("--purge", "--yes")).isZero();
        assertThat(shop.out())
                .containsPattern("(?m)^idle +idle +nobody, \\d+ s +- .* lost: the server removed WAL that it needed$")
                .contains(
                        "done  slot dts_sync_idle of database 'idle' is lost, and of no use to anybody, and is dropped\n");
        shop.release();
        shop.run("DROP PUBLICATION dts_sync_foreign");
        shop.run("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
        assertThat(shop.slots()).isZero();
        assertThat(shop.out()).isEqualTo("No task has a slot on 127.0.0.1:" + server.port() + '\n');
    }
}
