package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers that are not as they must be: the whole finding, and that what it says to paste mends it. */
class PrecheckIT {

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startIn(
                directory.resolve("postgres"),
                Map.of("fsync", "off", "max_prepared_transactions", "2", "max_slot_wal_keep_size", "1GB"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /**
     * A database that is not as it must be.
     *
     * @param name of the database, and of the role that reads it
     * @param check its id
     * @param objects of the task file
     * @param setup done as superuser
     * @param finding what the check says of it
     */
    record BadState(String name, String check, String objects, List<String> setup, Finding finding) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static BadState bad(String name, String check, String objects, Finding finding, String... setup) {
        return new BadState(name, check, objects, List.of(setup), finding);
    }

    static Stream<BadState> badStates() {
        String odd = "CREATE TABLE \"Odd.\"\"; DROP\" (id int)";
        return Stream.of(
                bad(
                        "no_replication",
                        "replication-role",
                        "",
                        new Failed(
                                "role 'no_replication' has no REPLICATION",
                                "REPLICATION",
                                "ALTER ROLE \"no_replication\" REPLICATION;"),
                        "ALTER ROLE no_replication NOREPLICATION"),
                bad(
                        "no_rights",
                        "table-rights",
                        "[{ schema: hidden }]",
                        new Failed(
                                "role 'no_rights' may not read 1 table: hidden.t",
                                "USAGE on their schemas and SELECT on them",
                                "GRANT USAGE ON SCHEMA \"hidden\" TO \"no_rights\";",
                                "GRANT SELECT ON \"hidden\".\"t\" TO \"no_rights\";"),
                        "CREATE SCHEMA hidden",
                        "CREATE TABLE hidden.t (id int PRIMARY KEY)"),
                bad(
                        "hidden_rows",
                        "row-security",
                        "",
                        new Failed(
                                "policies may hide rows from role 'hidden_rows' in 1 table: public.t",
                                "BYPASSRLS, or the tables' ownership",
                                "ALTER ROLE \"hidden_rows\" BYPASSRLS;"),
                        "CREATE TABLE t (id int PRIMARY KEY)",
                        "ALTER TABLE t ENABLE ROW LEVEL SECURITY"),
                bad(
                        "unlogged",
                        "logged-tables",
                        "[{ table: public.t }]",
                        new Failed("1 table: public.t", "permanent tables", "ALTER TABLE \"public\".\"t\" SET LOGGED;"),
                        "CREATE UNLOGGED TABLE t (id int PRIMARY KEY)"),
                bad(
                        "no_identity",
                        "replica-identity",
                        "",
                        new Failed(
                                "2 tables: public.Odd.\"; DROP, public.nothing without a usable replica identity",
                                "a primary key, REPLICA IDENTITY USING INDEX, or FULL",
                                "ALTER TABLE \"public\".\"Odd.\"\"; DROP\" REPLICA IDENTITY FULL;",
                                "ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT;"),
                        odd,
                        "CREATE TABLE nothing (id int PRIMARY KEY)",
                        "ALTER TABLE nothing REPLICA IDENTITY NOTHING"),
                bad(
                        "prepared",
                        "long-transactions",
                        "",
                        new Warning(
                                "1 open, the oldest that of prepared transaction 'it''s old' for 00:00:00",
                                "none",
                                "COMMIT PREPARED or ROLLBACK PREPARED 'it''s old';"),
                        "CREATE TABLE t (id int)",
                        "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'it''s old'"));
    }

    @ParameterizedTest
    @MethodSource("badStates")
    void whatIsPastedMendsIt(BadState bad) throws Exception {
        server.createDatabase(bad.name());
        Source source = Source.of(server, directory, bad.name(), bad.objects());
        source.run("CREATE ROLE %1$s LOGIN REPLICATION PASSWORD 'let-me-in'".formatted(bad.name()));
        source.run(bad.setup().toArray(String[]::new));

        Finding finding = source.finding(bad.check());
        assertThat(finding.toString().replaceAll("for \\d\\d:\\d\\d:\\d\\d", "for 00:00:00"))
                .isEqualTo(bad.finding().toString());

        for (String line : remedy(finding)) {
            source.run(line.replace("COMMIT PREPARED or ", ""));
        }
        assertThat(source.finding(bad.check())).isInstanceOf(Passed.class);
    }

    private static List<String> remedy(Finding finding) {
        return finding instanceof Failed failed ? failed.remedy() : ((Warning) finding).remedy();
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        server.createDatabase("names");
        Source source = Source.of(
                server, directory, "names", "[{ table: public.ordres }, { schema: sale }, { table: public.v }]");
        source.run("CREATE ROLE names LOGIN REPLICATION PASSWORD 'let-me-in'", "CREATE VIEW v AS SELECT 1 AS id");

        assertThat(source.finding("objects-exist"))
                .isEqualTo(new Failed(
                        "not in database 'names': schema sale, table public.ordres",
                        "names of schemas and tables that are there",
                        "Correct them in objects, or take them out"));
        assertThat(source.finding("logged-tables"))
                .isEqualTo(new Failed("1 table: public.v", "permanent tables", "Take public.v out of objects"));
        assertThat(source.finding("tls")).isInstanceOfSatisfying(Warning.class, warning -> assertThat(warning.seen())
                .isEqualTo("source.tls.mode is 'disable', and this session is not encrypted"));
    }

    @Test
    void whatTheServerAnswersIsTheFinding() throws Exception {
        server.createDatabase("refused");
        Source source = Source.of(server, directory, "refused", "");
        source.run(
                "CREATE ROLE refused LOGIN REPLICATION PASSWORD 'let-me-in'", "REVOKE SELECT ON pg_roles FROM PUBLIC");

        assertThat(source.finding("replication-role"))
                .isEqualTo(new CouldNotRun("the server answered: ERROR: permission denied for view pg_roles"));
    }

    @Test
    void aServerThatCanNotReplicateIsMendedByThreeSettings() throws Exception {
        Map<String, String> settings =
                Map.of("fsync", "off", "wal_level", "replica", "max_replication_slots", "0", "max_wal_senders", "0");
        try (PostgresServer bare = PostgresServer.startIn(directory.resolve("bare"), settings)) {
            bare.createDatabase("bare");
            Source source = Source.of(bare, directory, "bare", "");
            source.run("CREATE ROLE bare LOGIN REPLICATION PASSWORD 'let-me-in'");
            List<Finding> findings = List.of(
                    source.finding("wal-level"), source.finding("free-slots"), source.finding("free-wal-senders"));

            assertThat(findings)
                    .extracting(Finding::seen)
                    .containsExactly(
                            "wal_level = replica",
                            "0 of max_replication_slots = 0 are taken by others",
                            "0 of max_wal_senders = 0 are taken by others");
            for (Finding finding : findings) {
                assertThat(finding).isInstanceOf(Failed.class);
                source.run(remedy(finding).get(0));
                assertThat(remedy(finding).get(1)).startsWith("then restart the server");
            }
            bare.stop(StopMode.FAST);
            bare.start();

            for (String check : List.of("wal-level", "free-slots", "free-wal-senders", "wal-retention")) {
                assertThat(source.finding(check)).as(check).isInstanceOf(Passed.class);
            }
        }
    }

    @Test
    void aLimitOfTheLogIsToldAndLifted() throws Exception {
        server.createDatabase("limit");
        Source source = Source.of(server, directory, "limit", "");
        source.run("CREATE ROLE \"limit\" LOGIN REPLICATION PASSWORD 'let-me-in'");

        Finding finding = source.finding("wal-retention");

        assertThat(finding.seen()).isEqualTo("max_slot_wal_keep_size = 1GB");
        for (String line : remedy(finding)) {
            source.run(line);
        }
        assertThat(source.finding("wal-retention")).isEqualTo(new Passed("no limit"));
    }

    @Test
    void aDatabaseThatDoesNotKnowItsEncodingIsRefused() throws Exception {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
            statement.execute("CREATE ROLE ascii LOGIN REPLICATION PASSWORD 'let-me-in'");
        }

        assertThat(Source.of(server, directory, "ascii", "").finding("encoding").seen())
                .isEqualTo("server_encoding = SQL_ASCII");
    }

    @Test
    void aSlotInTheWayIsTold() throws Exception {
        server.createDatabase("slots");
        Source source = Source.of(server, directory, "slots", "");
        source.run("CREATE ROLE slots LOGIN REPLICATION PASSWORD 'let-me-in'");
        assertThat(source.finding("slot-state")).isEqualTo(new Passed("there is no slot dts_sync_shop yet"));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('dts_sync_shop')");
            assertThat(source.finding("slot-state").seen())
                    .isEqualTo("slot dts_sync_shop is of plugin '' and database ''");
            statement.execute("SELECT pg_drop_replication_slot('dts_sync_shop')");
        }
    }
}
