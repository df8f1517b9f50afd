package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with the settings that it has no use for otherwise, and what becomes of a slot if it keeps little. */
class BareServerIT {

    private static final List<String> SETTINGS = List.of("wal-level", "free-slots", "free-wal-senders");

    private static final String RESTART = "then restart the server, its standbys first and with the same setting;";

    private static final String SENDERS = "SELECT pid, application_name, backend_start FROM pg_stat_replication;";

    @TempDir
    Path directory;

    @Test
    void threeSettingsAndARestartMendIt() throws Exception {
        Map<String, String> settings =
                Map.of("wal_level", "replica", "max_replication_slots", "0", "max_wal_senders", "0");
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("bare"), settings)) {
            Source source = Source.made(server, directory, "bare");
            assertThat(source.finding("wal-level"))
                    .isEqualTo(new Failed(
                            "wal_level = replica",
                            "wal_level = logical",
                            "ALTER SYSTEM SET wal_level = 'logical';",
                            "then restart the server"));
            assertThat(source.finding("free-slots"))
                    .isEqualTo(
                            new Failed(
                                    "0 of max_replication_slots = 0 are taken by others",
                                    "one that is free",
                                    "ALTER SYSTEM SET max_replication_slots = 4;",
                                    "then restart the server; or drop one that nobody needs: SELECT slot_name, active FROM pg_replication_slots;"));
            assertThat(source.finding("free-wal-senders"))
                    .isEqualTo(new Failed(
                            "0 of max_wal_senders = 0 are taken by others",
                            "one that is free",
                            "ALTER SYSTEM SET max_wal_senders = 4;",
                            RESTART,
                            "or end one that nobody needs:",
                            SENDERS));

            for (String check : SETTINGS) {
                source.run(Source.pasted(source.finding(check)));
            }
            server.stop(StopMode.FAST);
            server.start();
            for (String check : SETTINGS) {
                assertThat(source.finding(check)).as(check).isInstanceOf(Passed.class);
            }

            source.run("SELECT pg_create_physical_replication_slot('slot_' || i) FROM generate_series(1, 4) i");
            assertThat(source.finding("free-slots").seen())
                    .isEqualTo("4 of max_replication_slots = 4 are taken by others");
            source.run("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");

            allSendersAreTaken(source);
            aSlotIsLost(source);
        }
    }

    private static void allSendersAreTaken(Source source) throws Exception {
        try (Senders senders = Senders.taken(source, 4)) {
            Finding none = source.finding("free-wal-senders");
            assertThat(none)
                    .isEqualTo(new Failed(
                            "4 of max_wal_senders = 4 are taken by others",
                            "one that is free",
                            "ALTER SYSTEM SET max_wal_senders = 8;",
                            RESTART,
                            "or end one that nobody needs:",
                            SENDERS));
            Finding refused = source.finding("replication-login");
            assertThat(refused)
                    .isEqualTo(new Failed(
                            "no session for replication: cannot connect to database 'bare' at 127.0.0.1:%d as user 'bare': the server has no connection left: number of requested standby connections exceeds \"max_wal_senders\" (currently 4)"
                                    .formatted(source.server().port()),
                            "one that answers IDENTIFY_SYSTEM",
                            SENDERS,
                            "then SELECT pg_terminate_backend(PID) of one that nobody needs; or see free-wal-senders"));

            source.run("SELECT pg_terminate_backend(%s, 10000)".formatted(source.ask(SENDERS)));
            assertThat(senders.alive()).isEqualTo(3);
            assertThat(source.finding("free-wal-senders"))
                    .isEqualTo(new Passed("3 of max_wal_senders = 4 are taken by others"));
            assertThat(source.finding("replication-login")).isInstanceOf(Passed.class);

            source.run(Source.pasted(none));
        }
        source.server().stop(StopMode.FAST);
        source.server().start();
        try (Senders senders = Senders.taken(source, 4)) {
            assertThat(senders.alive()).isEqualTo(4);
            assertThat(source.finding("free-wal-senders"))
                    .isEqualTo(new Passed("4 of max_wal_senders = 8 are taken by others"));
        }
    }

    private static void aSlotIsLost(Source source) throws Exception {
        source.run(
                "SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')",
                "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
                "SELECT pg_reload_conf()");
        await().untilAsserted(() -> {
            source.run(
                    "CREATE TABLE IF NOT EXISTS t (id int)",
                    "INSERT INTO t VALUES (1)",
                    "SELECT pg_switch_wal()",
                    "CHECKPOINT");
            assertThat(source.finding("slot-state"))
                    .isEqualTo(new Failed(
                            "slot dts_sync_shop is lost: the server removed WAL that it needed",
                            "a slot that has all of its WAL",
                            "SELECT pg_drop_replication_slot('dts_sync_shop');",
                            "then start the task anew with --fresh: all tables are read again"));
        });

        source.run(Source.pasted(source.finding("slot-state")));
        assertThat(source.finding("slot-state")).isEqualTo(new Passed("there is no slot dts_sync_shop yet"));
    }
}
