package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/** What a line of a table can't say: states that last as long as a session, clocks, and what is only told. */
class ServerIT {

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
    void theAgeOfATransactionTakesTheRightToSeeIt() throws Exception {
        Source source = Source.made(server, directory, "open");
        source.run("CREATE TABLE t (id int)");
        LongTransactionsCheck minute = new LongTransactionsCheck(Duration.ofMinutes(1));
        LongTransactionsCheck atOnce = new LongTransactionsCheck(Duration.ZERO);
        try (Connection connection = server.connect("open");
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; INSERT INTO t VALUES (1)");
            int pid = connection.unwrap(PGConnection.class).getBackendPID();

            Finding hidden = source.finding(minute);
            assertThat(hidden)
                    .isEqualTo(new Warning(
                            "1 open that did not end within 3 seconds and that role 'open' is not shown the age of, none else older than 60 seconds",
                            "the right to see it",
                            "GRANT pg_monitor TO \"open\";"));

            source.run(Source.pasted(hidden));
            assertThat(source.finding(minute)).isEqualTo(new Passed("none is older than 60 seconds"));
            Finding old = source.finding(atOnce);
            assertThat(old.seen()).matches("1 open, the oldest that of session %d for [0-9:]+".formatted(pid));
            assertThat(old.remedy())
                    .containsExactly("SELECT pg_terminate_backend(%d);".formatted(pid), "or wait for its end");

            source.run(Source.pasted(old));
            assertThat(source.finding(atOnce)).isInstanceOf(Passed.class);
        }
    }

    /** As on every busy server. */
    @Test
    void transactionsThatSoonEndTakeNoRightToSeeTheirAge() throws Exception {
        Source source = Source.made(server, directory, "busy");
        source.run("CREATE TABLE t (id int)");
        AtomicBoolean done = new AtomicBoolean();
        try (Connection connection = server.connect("busy");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    execute(statement, "BEGIN; INSERT INTO t VALUES (1); SELECT pg_sleep(0.5); COMMIT");
                }
            });

            Finding finding = source.finding(new LongTransactionsCheck(Duration.ofMinutes(1)));

            done.set(true);
            busy.get();
            assertThat(finding).isEqualTo(new Passed("none is older than 60 seconds"));
        }
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSlotThatIsReadIsToldWithItsReader() throws Exception {
        Source source = Source.made(server, directory, "held");
        assertThat(source.finding("slot-state")).isEqualTo(new Passed("there is no slot dts_sync_shop yet"));
        source.run(
                "GRANT pg_monitor TO held",
                "CREATE PUBLICATION dts_sync_shop FOR ALL TABLES",
                "SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");
        Passed free = new Passed("slot dts_sync_shop is there, and nobody reads it");
        assertThat(source.finding("slot-state")).isEqualTo(free);

        try (Connection replication = replication("held")) {
            PGReplicationStream stream = stream(replication);
            String pid = source.ask("SELECT active_pid FROM pg_replication_slots");

            Finding held = source.finding("slot-state");
            assertThat(held)
                    .isEqualTo(new Failed(
                            "slot dts_sync_shop is read by process %s of the server".formatted(pid),
                            "a slot that nobody reads",
                            "End the task that runs already; or, if it is none, the session:",
                            "SELECT pg_terminate_backend(%s);".formatted(pid)));
            assertThat(source.finding("failover").seen())
                    .as("a reader of the log is no standby")
                    .isEqualTo("no standby is attached, and there is no physical slot for one");
            assertThat(stream.isClosed()).isFalse();

            source.run("SELECT pg_terminate_backend(%s, 10000)".formatted(pid));
            assertThat(source.finding("slot-state")).isEqualTo(free);
        }
        source.run("SELECT pg_drop_replication_slot('dts_sync_shop')");
    }

    /** Not of the task. */
    private static Connection replication(String database) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, server.superuser());
        PGProperty.PASSWORD.set(properties, server.superuserPassword());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        return DriverManager.getConnection(server.jdbcUrl(database), properties);
    }

    private static PGReplicationStream stream(Connection replication) throws SQLException {
        return replication
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName("dts_sync_shop")
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", "dts_sync_shop")
                .start();
    }

    @Test
    void aSlotOfAnotherDatabaseIsInTheWay() throws Exception {
        Source other = Source.made(server, directory, "one");
        Source source = Source.made(server, directory, "another");
        other.run("SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");

        Finding finding = source.finding("slot-state");
        assertThat(finding)
                .isEqualTo(new Failed(
                        "slot dts_sync_shop is of plugin 'pgoutput' and database 'one'",
                        "plugin 'pgoutput' and database 'another'",
                        "Give the task another name; or, if nobody needs that slot, in that database:",
                        "SELECT pg_drop_replication_slot('dts_sync_shop');"));

        other.run(Source.pasted(finding));
        assertThat(source.finding("slot-state")).isInstanceOf(Passed.class);
    }

    @Test
    void aLockedTableKeepsNobodyWaiting() throws Exception {
        Source source = Source.made(server, directory, "locked").with("objects: [{ table: public.t, columns: [id] }]");
        source.run(BadState.T, BadState.READ_T);
        try (Connection connection = server.connect("locked");
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");

            assertThat(source.report(Checks.ALL).answers())
                    .filteredOn(answer -> answer.state() == Report.State.COULD_NOT_RUN)
                    .allMatch(
                            answer -> answer.finding()
                                    .equals(
                                            new CouldNotRun(
                                                    "the server answered: ERROR: canceling statement due to lock timeout",
                                                    "A table is locked, perhaps by ALTER TABLE or VACUUM FULL: run precheck again when that is done")))
                    .extracting(answer -> answer.check().id())
                    .containsExactly("wide-rows", "snapshot-estimate", "sink-space");
        }
        assertThat(source.finding("wide-rows")).isInstanceOf(Passed.class);
    }

    /** The machine's clock can't be set by a test: the server's is, in one database, through what its function gives. */
    @Test
    void clocksThatDifferAreSetRight() throws Exception {
        Source source = Source.made(server, directory, "clocks");
        source.run(
                "CREATE TABLE clock (off interval)",
                "INSERT INTO clock VALUES ('100.5 s')",
                "GRANT SELECT ON clock TO clocks",
                "SET allow_system_table_mods = on",
                "ALTER FUNCTION pg_catalog.clock_timestamp() RENAME TO true_timestamp",
                "CREATE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT true_timestamp() + off FROM public.clock'");
        String[] remedy = {
            "Let both machines take the time from the same servers: timedatectl set-ntp true",
            "then look how far each is off: timedatectl timesync-status, or chronyc tracking"
        };

        assertThat(source.finding("clock"))
                .isEqualTo(new Warning(
                        "the server's clock is 100 seconds ahead of this machine's",
                        "at most 5 seconds between them",
                        remedy));
        source.run("UPDATE clock SET off = '-3600.5 s'");
        assertThat(source.finding("clock"))
                .isEqualTo(new Warning(
                        "the server's clock is 3600 seconds behind this machine's",
                        "at most 5 seconds between them",
                        remedy));

        source.run("UPDATE clock SET off = '0'");
        assertThat(source.finding("clock")).isEqualTo(new Passed("they agree to within 5 seconds"));
    }

    @Test
    void whatIsNotWrongIsToldAllTheSame() throws Exception {
        Source source = Source.made(server, directory, "with-dash")
                .with("normalise: { zone: Asia/Shanghai, float-digits: 3, columns: { public.t.f: { digits: 2 } } }");
        source.run(
                "CREATE TYPE span AS (since timestamptz)",
                "CREATE TABLE t (id int, f real, g float8[], h tstzrange, i timetz, j span, k bit(3), l varbit)");

        assertThat(source.finding("special-types"))
                .isEqualTo(
                        new Passed(
                                "columns: 1 of real, rounded to 3 places; 1 of double precision, rounded to 308 places; 3 of times with a zone, shown in Asia/Shanghai; 2 of bit, as a text of 0 and 1; 1 with digits of their own"));
        assertThat(source.finding("database-name"))
                .isEqualTo(new Passed("'with-dash' has a dash, which Tidemark takes and DTS does not"));
    }

    @Test
    void aCheckCanWriteNothing() throws Exception {
        Source source = Source.made(server, directory, "writing");
        source.run("ALTER ROLE writing SUPERUSER");

        assertThat(source.finding(new WritingCheck()).seen())
                .isEqualTo("the server answered: ERROR: cannot execute CREATE TABLE in a read-only transaction");
    }

    private static final class WritingCheck implements Precheck {

        @Override
        public String id() {
            return "writing";
        }

        @Override
        public String title() {
            return "a check that writes";
        }

        @Override
        public String why() {
            return "There must be none.";
        }

        @Override
        public Finding run(SourceServer server) throws SQLException {
            return new Passed(server.ask("CREATE TABLE public.written ()"));
        }
    }
}
