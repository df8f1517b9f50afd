package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.PostgresServer.StopMode;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * What a source must have before anything is read, on real servers: each refusal says what was seen, what is needed and the way
 * out; and where the way out is SQL, running it is all that is needed.
 */
class RefusedAtStartIT {

    private static final String PASSWORD = "for-this-test-only";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
        Files.writeString(directory.resolve("password"), PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /**
     * A source that is not as it must be.
     *
     * @param name of the database, of the role that reads it, and of the task
     * @param objects of the task file
     * @param setup done as superuser
     * @param sentence of the refusal
     */
    private record Wrong(String name, String objects, List<String> setup, String sentence) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Wrong wrong(String name, String objects, String sentence, String... setup) {
        return new Wrong(name, objects, List.of(setup), sentence);
    }

    private static final String WHOLE_DATABASE = "";
    private static final String ONE_TABLE = "[{ table: public.t }]";
    private static final String T = "CREATE TABLE public.t (id int PRIMARY KEY, v text)";

    /** What a DBA does for a task of the given name that tracks the table t. */
    private static String[] readable(String task, String... before) {
        return Stream.concat(
                        Stream.of(before),
                        Stream.of(
                                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + task,
                                "CREATE PUBLICATION dts_sync_" + task
                                        + " FOR TABLE public.t WITH (publish_via_partition_root = true)"))
                .toArray(String[]::new);
    }

    static Stream<Wrong> whatSqlHeals() {
        return Stream.of(
                wrong(
                        "unlogged",
                        ONE_TABLE,
                        "objects: public.t is unlogged, so that its changes are not in the log: run ALTER TABLE \"public\".\"t\" SET LOGGED, or take it out",
                        "CREATE UNLOGGED TABLE public.t (id int PRIMARY KEY)",
                        "ALTER ROLE unlogged SUPERUSER"),
                wrong(
                        "without_replication",
                        ONE_TABLE,
                        "role 'without_replication' may not replicate: run ALTER ROLE \"without_replication\" REPLICATION",
                        readable("without_replication", T, "ALTER ROLE without_replication NOREPLICATION")),
                wrong(
                        "without_select",
                        ONE_TABLE,
                        "role 'without_select' may not read public.t: run GRANT SELECT ON \"public\".\"t\" TO \"without_select\"",
                        T,
                        "GRANT SELECT (id, v) ON public.t TO without_select", // not enough to lock the table
                        "CREATE PUBLICATION dts_sync_without_select FOR TABLE t WITH (publish_via_partition_root = true)"),
                wrong(
                        "without_usage",
                        "[{ schema: hidden }]",
                        "role 'without_usage' may not look into schema hidden, where hidden.t is: run GRANT USAGE ON SCHEMA \"hidden\" TO \"without_usage\"",
                        "CREATE SCHEMA hidden",
                        "CREATE TABLE hidden.t (id int PRIMARY KEY)",
                        "GRANT SELECT ON hidden.t TO without_usage",
                        "CREATE PUBLICATION dts_sync_without_usage FOR TABLES IN SCHEMA hidden WITH (publish_via_partition_root = true)"),
                wrong(
                        "row_security",
                        ONE_TABLE,
                        "public.t has row-level security, which would hide rows of it from role 'row_security': run ALTER ROLE \"row_security\" BYPASSRLS",
                        readable("row_security", T, "ALTER TABLE t ENABLE ROW LEVEL SECURITY")),
                wrong(
                        "identity_nothing",
                        ONE_TABLE,
                        "public.t has REPLICA IDENTITY NOTHING, so its updates and deletes don't say of which row: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY DEFAULT",
                        readable("identity_nothing", T, "ALTER TABLE t REPLICA IDENTITY NOTHING")),
                wrong(
                        "deferrable_key",
                        ONE_TABLE,
                        "public.t has a deferrable primary key, by which the log can't say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        readable("deferrable_key", "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE)")),
                wrong(
                        "without_identity",
                        ONE_TABLE,
                        "public.t has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        readable("without_identity", "CREATE TABLE t (id int)")),
                wrong(
                        "filter_beyond_identity",
                        "[{ table: public.t, where: \"v <> 'x' AND id > 0\" }]",
                        "public.t has columns in its row filter that its replica identity does not have (v), so that its updates and deletes would fail: run ALTER TABLE \"public\".\"t\" REPLICA IDENTITY FULL",
                        T,
                        "ALTER ROLE filter_beyond_identity SUPERUSER"),
                wrong(
                        "table_not_published",
                        "[{ table: public.t }, { table: public.u, columns: [id], where: \"id > 0\" }]",
                        "publication dts_sync_table_not_published does not hold public.u, which the task selects: run ALTER PUBLICATION \"dts_sync_table_not_published\" ADD TABLE ONLY \"public\".\"u\" (\"id\") WHERE (id > 0)",
                        readable("table_not_published", T, "CREATE TABLE u (id int PRIMARY KEY, v text)")),
                wrong(
                        "table_not_selected",
                        ONE_TABLE,
                        "publication dts_sync_table_not_selected holds public.u, which the task does not select: select it under objects, or run ALTER PUBLICATION \"dts_sync_table_not_selected\" DROP TABLE \"public\".\"u\"",
                        with(
                                readable("table_not_selected", T, "CREATE TABLE u (id int PRIMARY KEY)"),
                                "ALTER PUBLICATION dts_sync_table_not_selected ADD TABLE u")),
                wrong(
                        "schema_not_published",
                        "[{ schema: public }, { schema: more }]",
                        "publication dts_sync_schema_not_published does not hold schema more, which the task selects: run ALTER PUBLICATION \"dts_sync_schema_not_published\" ADD TABLES IN SCHEMA \"more\"",
                        "CREATE SCHEMA more",
                        "CREATE PUBLICATION dts_sync_schema_not_published FOR TABLES IN SCHEMA public WITH (publish_via_partition_root = true)"),
                wrong(
                        "schema_not_selected",
                        "[{ schema: public }]",
                        "publication dts_sync_schema_not_selected holds schema more, which the task does not select: select it under objects, or run ALTER PUBLICATION \"dts_sync_schema_not_selected\" DROP TABLES IN SCHEMA \"more\"",
                        "CREATE SCHEMA more",
                        "CREATE TABLE more.t (id int PRIMARY KEY)",
                        "GRANT USAGE ON SCHEMA more TO schema_not_selected",
                        "GRANT SELECT ON more.t TO schema_not_selected",
                        "CREATE PUBLICATION dts_sync_schema_not_selected FOR TABLES IN SCHEMA public, more WITH (publish_via_partition_root = true)"),
                wrong(
                        "published_whole",
                        ONE_TABLE,
                        "publication dts_sync_published_whole is for all tables, but the task selects some: run DROP PUBLICATION \"dts_sync_published_whole\"; CREATE PUBLICATION \"dts_sync_published_whole\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true)",
                        T,
                        "GRANT SELECT ON t TO published_whole",
                        "CREATE PUBLICATION dts_sync_published_whole FOR ALL TABLES"),
                wrong(
                        "published_in_part",
                        WHOLE_DATABASE,
                        "publication dts_sync_published_in_part is for some tables, but the task selects the whole database, later tables included: run DROP PUBLICATION \"dts_sync_published_in_part\"; CREATE PUBLICATION \"dts_sync_published_in_part\" FOR ALL TABLES WITH (publish_via_partition_root = true)",
                        readable("published_in_part", T)),
                wrong(
                        "operations_differ",
                        ONE_TABLE,
                        "publication dts_sync_operations_differ sends insert, update, but the task tracks insert, update, delete, truncate: run ALTER PUBLICATION \"dts_sync_operations_differ\" SET (publish = 'insert, update, delete, truncate')",
                        with(
                                readable("operations_differ", T),
                                "ALTER PUBLICATION dts_sync_operations_differ SET (publish = 'insert, update')")),
                wrong(
                        "partitions_by_themselves",
                        ONE_TABLE,
                        "publication dts_sync_partitions_by_themselves sends the rows of partitions as if they were tables of their own: run ALTER PUBLICATION \"dts_sync_partitions_by_themselves\" SET (publish_via_partition_root = true)",
                        with(
                                readable("partitions_by_themselves", T),
                                "ALTER PUBLICATION dts_sync_partitions_by_themselves SET (publish_via_partition_root = false)")),
                wrong(
                        "columns_differ",
                        ONE_TABLE,
                        "publication dts_sync_columns_differ sends other columns of public.t than the task selects: run ALTER PUBLICATION \"dts_sync_columns_differ\" DROP TABLE \"public\".\"t\"; ALTER PUBLICATION \"dts_sync_columns_differ\" ADD TABLE ONLY \"public\".\"t\"",
                        with(
                                readable("columns_differ", T),
                                "ALTER PUBLICATION dts_sync_columns_differ SET TABLE t (id)")),
                wrong(
                        "rows_differ",
                        "[{ table: public.t, where: \"id > 0\" }]",
                        "publication dts_sync_rows_differ sends other rows of public.t than the task selects: run ALTER PUBLICATION \"dts_sync_rows_differ\" DROP TABLE \"public\".\"t\"; ALTER PUBLICATION \"dts_sync_rows_differ\" ADD TABLE ONLY \"public\".\"t\" WHERE (id > 0)",
                        readable("rows_differ", T)));
    }

    private static String[] with(String[] statements, String... more) {
        return Stream.concat(Stream.of(statements), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("whatSqlHeals")
    void isRefusedUntilTheRemedyIsPasted(Wrong source) throws Exception {
        try (Sql sql = sourceOf(source)) {
            SourceStart start = new SourceStart(task(source.name(), source.objects()));

            assertThatThrownBy(() -> start.check(false, false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(source.sentence());
            assertThatThrownBy(start::prepare)
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessage(source.sentence());

            sql.run(remedy(source.sentence()));

            assertThatCode(() -> start.check(false, false)).doesNotThrowAnyException();
        }
    }

    static Stream<Wrong> whatSqlDoesNotHeal() {
        return Stream.of(
                wrong(
                        "table_missing",
                        "[{ table: public.absent }]",
                        "objects: table public.absent does not exist in database 'table_missing': correct the name, or take it out"),
                wrong(
                        "a_view",
                        "[{ table: public.v }]",
                        "objects: public.v is not a table, and has no changes of its own: take it out",
                        "CREATE VIEW public.v AS SELECT 1 AS id"),
                wrong(
                        "schema_missing",
                        "[{ schema: absent }]",
                        "objects: schema absent does not exist in database 'schema_missing': correct the name, or take it out"),
                wrong(
                        "columns_under_full_identity",
                        "[{ table: public.t, columns: [id, v] }]",
                        "objects: public.t has REPLICA IDENTITY FULL, with which its updates and deletes would fail if only some columns were published: select all columns, or its inserts only (operations: [insert])",
                        T,
                        "ALTER TABLE t REPLICA IDENTITY FULL",
                        "ALTER ROLE columns_under_full_identity SUPERUSER"),
                wrong(
                        "no_primary_key",
                        WHOLE_DATABASE,
                        """
                        public.first has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE "public"."first" REPLICA IDENTITY FULL
                        public.second has no primary key, and no index as its replica identity, by which the log could say of which row a change is, so that its updates and deletes would fail: run ALTER TABLE "public"."second" REPLICA IDENTITY FULL""",
                        "CREATE TABLE second (id int)",
                        "CREATE TABLE first (id int UNIQUE)",
                        "ALTER ROLE no_primary_key SUPERUSER"),
                wrong(
                        "columns_without_key",
                        "[{ table: public.t, columns: [v] }]",
                        "objects: the columns of public.t don't hold all of its key (id), so that its updates and deletes would fail: select those too",
                        T,
                        "ALTER ROLE columns_without_key SUPERUSER"),
                wrong(
                        "operations_of_their_own",
                        "[{ table: public.t, operations: [insert] }, { table: public.u }]",
                        "objects: all tables of a task must have the same operations, as a publication has one list of them; split the task",
                        T,
                        "CREATE TABLE u (id int PRIMARY KEY)"),
                wrong(
                        "filter_that_is_no_sql",
                        "[{ table: public.t, where: \"no_such_column > 0\" }]",
                        "publication dts_sync_filter_that_is_no_sql could not be made: column \"no_such_column\" does not exist. Correct objects; what was run is:\nCREATE PUBLICATION \"dts_sync_filter_that_is_no_sql\" FOR TABLE ONLY \"public\".\"t\" WHERE (no_such_column > 0) WITH (publish_via_partition_root = true);",
                        T,
                        "ALTER ROLE filter_that_is_no_sql SUPERUSER"));
    }

    @ParameterizedTest
    @MethodSource("whatSqlDoesNotHeal")
    void isRefusedAndLeavesNothingBehind(Wrong source) throws Exception {
        try (Sql sql = sourceOf(source)) {
            SourceStart start = new SourceStart(task(source.name(), source.objects()));

            assertThatThrownBy(() -> start.check(false, false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(source.sentence());
            assertThatThrownBy(start::prepare)
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessage(source.sentence());

            assertThat(sql.rows("SELECT pubname FROM pg_publication")).isEmpty();
            assertThat(sql.rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"))
                    .isEmpty();
        }
    }

    @Test
    void aRoleThatMayNotMakeThePublicationIsToldTheStatement() throws Exception {
        try (Sql sql = sourceOf(wrong("only_reads", ONE_TABLE, "", T, "GRANT SELECT ON t TO only_reads"))) {
            SourceStart start = new SourceStart(task("only_reads", ONE_TABLE));
            String statement =
                    "CREATE PUBLICATION \"dts_sync_only_reads\" FOR TABLE ONLY \"public\".\"t\" WITH (publish_via_partition_root = true);";

            assertThatThrownBy(() -> start.check(false, false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "role 'only_reads' may not make the publication: permission denied for database only_reads. Have somebody who may run:\n"
                                    + statement);

            sql.run(statement);
            start.check(false, false);
            start.prepare();

            assertThat(
                            sql.rows(
                                    "SELECT plugin, failover FROM pg_replication_slots WHERE slot_name = 'dts_sync_only_reads'"))
                    .containsExactly(List.of("pgoutput", "t"));
        }
    }

    @Test
    void aKeyWithMoreColumnsInItsIndexIsItsKeyOnly() throws Exception {
        try (Sql sql = sourceOf(wrong(
                "covering", ONE_TABLE, "", "CREATE TABLE t (b int, a int, v text, PRIMARY KEY (a, b) INCLUDE (v))"))) {
            sql.run("ALTER ROLE covering SUPERUSER");
            TaskFile task = task("covering", ONE_TABLE);
            new SourceStart(task).prepare();

            try (Connection connection = server.connect("covering")) {
                assertThat(new Catalogue(connection, "covering", task.publicationName()).shapes())
                        .extracting(TableShape::keyColumns)
                        .containsExactly(List.of("a", "b"));
            }
        }
    }

    @Test
    void aSlotThatIsThereNeedsItsCheckpointOrAFreshStart() throws Exception {
        try (Sql sql = sourceOf(wrong("slot_there", WHOLE_DATABASE, "", T, "ALTER ROLE slot_there SUPERUSER"))) {
            SourceStart start = new SourceStart(task("slot_there", WHOLE_DATABASE));
            sql.run("SELECT pg_create_logical_replication_slot('dts_sync_slot_there', 'pgoutput')");

            assertThatThrownBy(() -> start.check(false, false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "slot dts_sync_slot_there exists on 127.0.0.1:%d already, but there is no checkpoint of the task to resume from: it belongs to an earlier run of this task, perhaps on another machine. Resume that run where its checkpoints are; or start anew with --fresh, which drops the slot and reads all tables again"
                                    .formatted(server.port()));
            assertThatCode(() -> start.check(true, false)).doesNotThrowAnyException();
        }
    }

    @Test
    void aTaskThatResumesNeedsItsSlotAndItsPublication() throws Exception {
        try (Sql sql = sourceOf(wrong("resumed", WHOLE_DATABASE, "", T, "ALTER ROLE resumed SUPERUSER"))) {
            SourceStart start = new SourceStart(task("resumed", WHOLE_DATABASE));
            start.prepare();
            assertThatCode(() -> start.check(false, true)).doesNotThrowAnyException();

            sql.run("SELECT pg_drop_replication_slot('dts_sync_resumed')", "DROP PUBLICATION dts_sync_resumed");

            assertThatThrownBy(() -> start.check(false, true))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("""
                    slot dts_sync_resumed does not exist on 127.0.0.1:%d, but the task has read from it before: it was dropped, and what committed since the last checkpoint can't be read any more. Start the task anew with --fresh, which reads all tables again
                    publication dts_sync_resumed does not exist in database 'resumed', but the task has read through it before: it was dropped, and what committed since the last checkpoint can't be decoded any more. Start the task anew with --fresh, which reads all tables again""".formatted(server.port()));
        }
    }

    @Test
    void aSlotThatAnotherSessionReadsIsLeftAlone() throws Exception {
        try (Sql sql = sourceOf(wrong("slot_held", WHOLE_DATABASE, "", T, "ALTER ROLE slot_held SUPERUSER"))) {
            TaskFile task = task("slot_held", WHOLE_DATABASE);
            SourceStart start = new SourceStart(task, new ReaderSessions(task), Duration.ZERO);
            start.prepare();

            try (Connection replication = new ReaderSessions(task).openReplication()) {
                PGReplicationStream stream = replication
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(task.slotName())
                        .withSlotOption("proto_version", "1")
                        .withSlotOption("publication_names", task.publicationName())
                        .start();
                String holder =
                        sql.ask("SELECT active_pid FROM pg_replication_slots WHERE slot_name = 'dts_sync_slot_held'");
                String held =
                        "slot dts_sync_slot_held is being read by process %s of the server: another job runs this task. End that one first, or give this task another name"
                                .formatted(holder);

                assertThat(stream.isClosed()).isFalse();
                assertThatThrownBy(() -> start.check(true, false)).hasMessage(held);
                assertThatThrownBy(() -> start.check(false, true)).hasMessage(held);
                assertThatThrownBy(start::prepare).rootCause().hasMessage(held);

                CompletableFuture<Void> patient = CompletableFuture.runAsync(() -> checkResumed(new SourceStart(task)));
                await("a check that waits").until(() -> sql.holds("""
                        EXISTS (SELECT FROM pg_stat_activity
                         WHERE query LIKE '%pg_replication_slots WHERE slot_name%' AND pid <> pg_backend_pid())"""));
                sql.run("SELECT pg_terminate_backend(" + holder + ")");
                assertThat(patient).succeedsWithin(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void aDatabaseWhoseCharactersAreUnknownIsRefused() throws Exception {
        try (Sql sql = Sql.in(server, "postgres")) {
            sql.run("CREATE ROLE ascii SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
            sql.run("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0");

            assertThatThrownBy(() -> new SourceStart(task("ascii", WHOLE_DATABASE)).check(false, false))
                    .hasMessage(
                            "database 'ascii' has the encoding SQL_ASCII, so the server does not know what characters its bytes are, and they can't be published as text: move the data to a database with the encoding UTF8");
        }
    }

    @Test
    void allProblemsAreToldAtOnceAndAStandbyIsRefused() throws Exception {
        Path folder = directory.resolve("replica");
        PostgresServer other = PostgresServer.startIn(folder, Map.of("wal_level", "replica"));
        try {
            try (Sql sql = Sql.inNew(other, "replica")) {
                sql.run("CREATE ROLE replica LOGIN PASSWORD '" + PASSWORD + "'");
            }
            TaskFile task = task(other, "replica", "[{ table: public.t }, { schema: absent }]");
            String others = """
                    wal_level is 'replica', but change tracking needs 'logical': run ALTER SYSTEM SET wal_level = 'logical' and restart the server
                    role 'replica' may not replicate: run ALTER ROLE "replica" REPLICATION
                    objects: table public.t does not exist in database 'replica': correct the name, or take it out
                    objects: schema absent does not exist in database 'replica': correct the name, or take it out""";

            assertThatThrownBy(() -> new SourceStart(task).check(false, false)).hasMessage(others);

            other.stop(StopMode.FAST);
            Files.createFile(folder.resolve("data").resolve("standby.signal"));
            other.start();

            assertThatThrownBy(() -> new SourceStart(task).check(false, false))
                    .hasMessage(
                            "127.0.0.1:%d is a standby, which can't give out all changes: name the primary in source.host%n%s"
                                    .formatted(other.port(), others));
        } finally {
            other.close();
        }
    }

    private static void checkResumed(SourceStart start) {
        try {
            start.check(false, true);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void aServerThatIsTooOldIsRefused() throws Exception {
        PostgresServer old = PostgresServer.startIn(
                directory.resolve("old"), Map.of(), PostgresVersions.ofMajor(PostgresVersions.TOO_OLD));
        try (Sql sql = Sql.inNew(old, "too_old")) {
            sql.run("CREATE ROLE too_old SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'", T);
            TaskFile task = task(old, "too_old", WHOLE_DATABASE);

            assertThatThrownBy(() -> new SourceStart(task).check(false, false))
                    .hasMessage("the server is PostgreSQL 13, but change tracking needs 14 or later: upgrade it");
        } finally {
            old.close();
        }
    }

    /** The source of a case, with a role that may log in and replicate, and no more. */
    private static Sql sourceOf(Wrong source) throws SQLException {
        Sql sql = Sql.inNew(server, source.name());
        sql.run("CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'".formatted(source.name(), PASSWORD));
        sql.run(source.setup().toArray(String[]::new));
        return sql;
    }

    /** The SQL that a sentence says to run. */
    private static String remedy(String sentence) {
        return sentence.replaceAll("(?s).* run ", "").replace(", or take it out", "");
    }

    private static TaskFile task(String name, String objects) throws IOException {
        return task(server, name, objects);
    }

    private static TaskFile task(PostgresServer of, String name, String objects) throws IOException {
        Path file = directory.resolve(name + DATABASES.incrementAndGet() + ".yaml");
        Files.writeString(file, """
                task: %1$s
                source:
                  host: 127.0.0.1
                  port: %2$d
                  database: %1$s
                  user: %1$s
                  password: ${file:%3$s}
                  tls: { mode: disable }
                %4$s
                sink:
                  files: { directory: "%5$s" }
                """.formatted(
                        name,
                        of.port(),
                        directory.resolve("password"),
                        objects.isEmpty() ? "" : "objects: " + objects,
                        directory.resolve("data")));
        return TaskFile.read(file);
    }
}
