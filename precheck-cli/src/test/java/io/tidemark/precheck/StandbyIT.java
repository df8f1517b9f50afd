package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.source.Session;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its standby, with and without something in between. */
class StandbyIT {

    private static final List<String> ON_STANDBYS = List.of(
            "On every standby, which can't be seen from here, and then SELECT pg_reload_conf():",
            "sync_replication_slots = on, hot_standby_feedback = on, primary_slot_name,",
            "and dbname in primary_conninfo");

    @TempDir
    static Path directory;

    private static PostgresServer primary;
    private static PostgresServer standby;
    private static Source source;

    @BeforeAll
    static void startServers() throws Exception {
        primary = PostgresServer.startIn(directory.resolve("primary"), Map.of());
        source = Source.made(primary, directory, "shop");
        assertThat(source.finding("failover"))
                .isEqualTo(new Passed("no standby is attached, and there is no physical slot for one"));
        standby = standbyOf(directory.resolve("primary"), directory.resolve("standby"));
    }

    @AfterAll
    static void stopServers() {
        standby.close();
        primary.close();
    }

    /** A copy of the primary's folder, which follows it. */
    private static PostgresServer standbyOf(Path folder, Path copy) throws Exception {
        primary.stop(StopMode.FAST);
        int exit = new ProcessBuilder("cp", "-a", folder.toString(), copy.toString())
                .start()
                .waitFor();
        assertThat(exit).as("the copy").isZero();
        primary.start();
        Files.delete(copy.resolve("port"));
        Files.createFile(copy.resolve("data").resolve("standby.signal"));
        String address = "host=127.0.0.1 port=%d user=postgres password=%s dbname=postgres"
                .formatted(primary.port(), primary.superuserPassword());
        return PostgresServer.startIn(copy, Map.of("primary_conninfo", address));
    }

    @Test
    void aStandbyIsRefused() throws Exception {
        source.at(standby.port(), "");

        assertThat(source.finding("standby"))
                .isEqualTo(new Failed(
                        "127.0.0.1:%d is a standby".formatted(standby.port()),
                        "a primary",
                        "Name the primary in source.host"));
        assertThat(source.with("").finding("standby")).isEqualTo(new Passed("a primary"));
    }

    @Test
    void aBalancerBetweenThemIsToldFromTheirStarts() throws Exception {
        try (Forwarder balancer = Forwarder.balancer(primary.port(), standby.port())) {
            Finding finding = source.at(balancer.port(), "").finding("one-server");

            assertThat(finding.seen())
                    .matches(
                            "4 sessions with 127.0.0.1:%d reach 2 servers: system (\\d+), up since .*, system \\1, up since .*"
                                    .formatted(balancer.port()));
            assertThat(finding.remedy())
                    .containsExactly(
                            "Name the primary itself in source.host and source.port, not a balancer or pooler before several");
        }
        assertThat(source.with("").finding("one-server")).isEqualTo(new Passed("4 sessions reach the same server"));
    }

    @Test
    void aPoolerThatKnowsNoReplicationIsTold() throws Exception {
        try (Forwarder pooler = Forwarder.pooler(primary.port())) {
            assertThat(source.at(pooler.port(), "").finding("replication-login"))
                    .isEqualTo(
                            new Failed(
                                    "no session for replication: cannot connect to database 'shop' at 127.0.0.1:%d as user 'shop': unsupported startup parameter: replication"
                                            .formatted(pooler.port()),
                                    "one that answers IDENTIFY_SYSTEM",
                                    "Name the server itself in source.host and source.port: a pooler or proxy in between does not pass on the replication protocol"));
        }
        assertThat(source.with("").finding("replication-login"))
                .isEqualTo(new Passed("system %s answers"
                        .formatted(source.ask("SELECT system_identifier FROM pg_control_system()"))));
    }

    @Test
    void aSessionForReplicationThatEndsElsewhereIsTold() throws Exception {
        try (PostgresServer other = PostgresServer.startIn(directory.resolve("other"), Map.of());
                Forwarder balancer = Forwarder.balancer(primary.port(), other.port())) {
            Source elsewhere = Source.made(other, directory, "shop");
            String system = "SELECT system_identifier FROM pg_control_system()";

            assertThat(source.at(balancer.port(), "")
                            .finding("replication-login")
                            .seen())
                    .isEqualTo("the session for replication ends at system %s, all others at system %s"
                            .formatted(elsewhere.ask(system), source.ask(system)));
        }
    }

    @Test
    void aSlotOutlivesAFailoverWhenItIsOnStandbysToo() throws Exception {
        source.with("");
        await().untilAsserted(() -> assertThat(source.ask("SELECT count(*) FROM pg_stat_replication"))
                .isEqualTo("1"));
        source.run("SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");

        Finding hidden = source.finding("failover");
        assertThat(hidden)
                .isEqualTo(new Warning(
                        "1 sessions for replication without a slot, of which role 'shop' is not shown whether they are standbys",
                        "the right to see it",
                        "GRANT pg_monitor TO \"shop\";"));
        source.run(Source.pasted(hidden));

        Finding bare = source.finding("failover");
        assertThat(bare)
                .isEqualTo(warning(
                        "standbys: 1 attached, physical slots: 0; slot dts_sync_shop has failover = false, no standby has a slot",
                        "In a session for replication (psql \"dbname=... replication=database\"):",
                        "ALTER_REPLICATION_SLOT dts_sync_shop (FAILOVER true);",
                        "Make a slot for each standby, and name it in the standby's primary_slot_name:",
                        "SELECT pg_create_physical_replication_slot('standby_1');"));

        source.run(Source.pasted(bare).get(1));
        Finding finding = source.finding("failover");
        assertThat(finding)
                .isEqualTo(warning(
                        "standbys: 1 attached, physical slots: 1; slot dts_sync_shop has failover = false, synchronized_standby_slots = ''",
                        "In a session for replication (psql \"dbname=... replication=database\"):",
                        "ALTER_REPLICATION_SLOT dts_sync_shop (FAILOVER true);",
                        "ALTER SYSTEM SET synchronized_standby_slots = 'standby_1';",
                        "SELECT pg_reload_conf();",
                        "Leave out those that no standby reads any more: the server waits for each one that is named"));

        List<String> pasted = Source.pasted(finding);
        try (Connection replication =
                        SourceConnection.of(TaskFile.read(source.task())).openReplication();
                Statement statement = replication.createStatement()) {
            statement.execute(pasted.get(0));
        }
        source.run(pasted.subList(1, pasted.size()));
        await().untilAsserted(
                        () -> assertThat(source.finding("failover"))
                                .isEqualTo(
                                        new Passed(
                                                "standbys: 1 attached, physical slots: 1, for which the server waits; what is set on them can't be seen from here")));

        followOnStandby();
        await().untilAsserted(() -> {
            source.run(
                    "SELECT pg_log_standby_snapshot()",
                    "SELECT pg_replication_slot_advance('dts_sync_shop', pg_current_wal_lsn())");
            assertThat(onStandby("SELECT synced AND failover AND NOT temporary FROM pg_replication_slots"))
                    .as("the slot is on the standby as well")
                    .isEqualTo("t");
        });
    }

    private static Warning warning(String seen, String... remedy) {
        return new Warning(
                seen,
                "a slot with failover, and its readers behind the standbys' slots",
                Stream.concat(Stream.of(remedy), ON_STANDBYS.stream()).toList());
    }

    /** What the remedy says for every standby; the name of a database is in its primary_conninfo from the beginning. */
    private static void followOnStandby() throws Exception {
        try (Connection connection = standby.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "ALTER SYSTEM SET sync_replication_slots = on",
                    "ALTER SYSTEM SET hot_standby_feedback = on",
                    "ALTER SYSTEM SET primary_slot_name = 'standby_1'",
                    "SELECT pg_reload_conf()")) {
                statement.execute(sql);
            }
        }
    }

    private static String onStandby(String sql) throws Exception {
        try (Connection connection = standby.connect("postgres")) {
            return new Session(connection).ask(sql);
        }
    }

    @Test
    void before17AFailoverLosesTheSlot() throws Exception {
        try (PostgresServer old =
                PostgresServer.startIn(directory.resolve("old"), Map.of(), PostgresVersions.ofMajor(16))) {
            Source shop = Source.made(old, directory, "shop");
            assertThat(shop.finding("failover")).isInstanceOf(Passed.class);
            shop.run("SELECT pg_create_physical_replication_slot('standby_1')");

            assertThat(shop.finding("failover"))
                    .isEqualTo(new Warning(
                            "standbys: 0 attached, physical slots: 1; in PostgreSQL 16 a slot is on the primary only",
                            "PostgreSQL 17 or later, where standbys keep the slot",
                            "Upgrade the server; or know what a failover takes: start the task anew with --fresh, and on the old primary, should it come back:",
                            "SELECT pg_drop_replication_slot('dts_sync_shop');"));
        }
    }
}
