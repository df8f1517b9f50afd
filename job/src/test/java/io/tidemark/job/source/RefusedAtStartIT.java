package io.tidemark.job.source;

import static io.tidemark.job.source.WrongSource.ONE_TABLE;
import static io.tidemark.job.source.WrongSource.T;
import static io.tidemark.job.source.WrongSource.WHOLE_DATABASE;
import static io.tidemark.job.source.WrongSource.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    @TempDir
    static Path directory;

    private static SourceTasks tasks;
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
        tasks = SourceTasks.in(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("io.tidemark.job.source.WrongSource#whatSqlHeals")
    void isRefusedUntilTheRemedyIsPasted(WrongSource source) throws Exception {
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

    @ParameterizedTest
    @MethodSource("io.tidemark.job.source.WrongSource#whatSqlDoesNotHeal")
    void isRefusedAndLeavesNothingBehind(WrongSource source) throws Exception {
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
            assertThat(start.check(false, true).serverVersion())
                    .as("the server's version")
                    .matches("[0-9.]+")
                    .isEqualTo(sql.ask("SELECT split_part(version(), ' ', 2)"));

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
            sql.run("CREATE ROLE ascii SUPERUSER LOGIN PASSWORD '" + SourceTasks.PASSWORD + "'");
            sql.run("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0");

            assertThatThrownBy(() -> new SourceStart(task("ascii", WHOLE_DATABASE)).check(false, false))
                    .hasMessage(
                            "database 'ascii' has the encoding SQL_ASCII, so the server does not know what characters its bytes are, and they can't be published as text: move the data to a database with the encoding UTF8");
        }
    }

    private static void checkResumed(SourceStart start) {
        try {
            start.check(false, true);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** The source of a case, with a role that may log in and replicate, and no more. */
    private static Sql sourceOf(WrongSource source) throws SQLException {
        Sql sql = Sql.inNew(server, source.name());
        sql.run("CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'".formatted(source.name(), SourceTasks.PASSWORD));
        sql.run(source.setup().toArray(String[]::new));
        return sql;
    }

    /** The SQL that a sentence says to run. */
    private static String remedy(String sentence) {
        return sentence.replaceAll("(?s).* run ", "").replace(", or take it out", "");
    }

    private static TaskFile task(String name, String objects) throws IOException {
        return tasks.of(server, name, objects);
    }
}
