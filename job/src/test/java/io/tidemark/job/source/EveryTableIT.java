package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.PublishedChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of every kind, tracked as a whole database: what was published makes tables that are equal to the source's, from the
 * snapshot and through what is done to them afterwards.
 */
@ParameterizedClass(name = "PostgreSQL {0}")
@MethodSource("io.tidemark.job.source.PostgresVersions#supported")
class EveryTableIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int WITH_VIRTUAL_COLUMNS = 18;

    @TempDir
    static Path directory;

    private static Path home;
    private static PostgresServer server;

    @Parameter
    private int version;

    @BeforeParameterizedClassInvocation
    static void startServer(int version) {
        home = directory.resolve("on-" + version);
        // little memory for decoding, so that larger transactions go over the disk
        server = PostgresServer.startIn(
                home.resolve("postgres"),
                Map.of("max_prepared_transactions", "10", "logical_decoding_work_mem", "64kB"),
                PostgresVersions.ofMajor(version));
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @Test
    void tablesOfEveryKindAreEqualDownstream() throws Exception {
        try (Sql sql = Sql.inNew(server, "kinds");
                LocalJobProcess job = job("kinds", 3)) {
            TablesOfEveryKind.create(sql);
            if (version >= WITH_VIRTUAL_COLUMNS) {
                sql.run("ALTER TABLE generated ADD thrice int GENERATED ALWAYS AS (n * 3) VIRTUAL");
            }
            TablesOfEveryKind.change(sql, 1);
            job.start();
            await("the snapshot's last table")
                    .atMost(PATIENCE)
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("\"table\":\"z_last\"")));
            TablesOfEveryKind.change(sql, 2);
            sql.run("INSERT INTO z_last VALUES (2)");
            await("the last change")
                    .atMost(PATIENCE)
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream()
                            .anyMatch(line -> line.contains("\"table\":\"z_last\"") && line.contains("\"op\":\"c\"")));

            TableCopies copies = new TableCopies(sql).apply(job.published());
            for (String table : List.of(
                    "bare",
                    "by_unique",
                    "by_index",
                    "composite",
                    "events",
                    "parent",
                    "child",
                    "generated",
                    "empty",
                    "wide")) {
                assertThat(copies.rows("public." + table)).as(table).isEqualTo(TableCopies.serverRows(sql, table));
            }
            assertThat(job.published())
                    .extracting(PublishedChange::table)
                    .doesNotContain("unlogged", "temporary", "events_old", "events_new", "events_new_a");
        }
    }

    @Test
    void transactionsOfEveryKindAreEqualDownstream() throws Exception {
        try (Sql sql = Sql.inNew(server, "transactions");
                LocalJobProcess job = job("transactions", 100)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (0, 'snapshot')");
            sql.run(
                    "BEGIN",
                    "INSERT INTO t VALUES (1, 'prepared before')",
                    "PREPARE TRANSACTION 'before'",
                    "COMMIT PREPARED 'before'");
            job.start();
            job.awaitChanges(2);
            sql.run(
                    "BEGIN",
                    "INSERT INTO t SELECT i, repeat('x', 300) FROM generate_series(1000, 3000) i", // over the disk
                    "SAVEPOINT a",
                    "UPDATE t SET v = 'kept' WHERE id < 1100",
                    "SAVEPOINT b",
                    "DELETE FROM t WHERE id > 1500",
                    "ROLLBACK TO b",
                    "DELETE FROM t WHERE id = 2999",
                    "RELEASE a",
                    "COMMIT");
            sql.run(
                    "DO $$ BEGIN FOR i IN 4000..4200 LOOP BEGIN INSERT INTO t VALUES (i, 'sub'); IF i % 3 = 0 THEN RAISE 'undone'; END IF;"
                            + " EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$");
            sql.run(
                    "BEGIN",
                    "INSERT INTO t VALUES (5000, 'never')",
                    "PREPARE TRANSACTION 'never'",
                    "ROLLBACK PREPARED 'never'");
            sql.run("BEGIN", "INSERT INTO t VALUES (5001, 'prepared')", "PREPARE TRANSACTION 'late'");
            sql.run("INSERT INTO t VALUES (5002, 'between')", "COMMIT PREPARED 'late'");
            sql.run("BEGIN", "INSERT INTO t VALUES (5003, 'undone')", "ROLLBACK");
            sql.run("INSERT INTO t VALUES (9999, 'last')");
            await("the last change")
                    .atMost(PATIENCE)
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("9999")));

            List<PublishedChange> changes = job.published();
            assertThat(new TableCopies(sql).apply(changes).rows("public.t"))
                    .isEqualTo(TableCopies.serverRows(sql, "t"));
            assertThat(changes.subList(changes.size() - 3, changes.size()))
                    .extracting(change -> change.after().text("id"))
                    .containsExactly("5002", "5001", "9999");
        }
    }

    @Test
    void whatIsMadeOrAlteredWhileItRunsIsPublished() throws Exception {
        try (Sql sql = Sql.inNew(server, "altered");
                LocalJobProcess job = job("altered", 100)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, a text, b text)", "INSERT INTO t VALUES (1, 'a', 'b')");
            job.start();
            job.awaitChanges(1);
            sql.run(
                    "ALTER TABLE t ADD c int DEFAULT 7",
                    "INSERT INTO t VALUES (2, 'a', 'b', 8)",
                    "ALTER TABLE t DROP a",
                    "UPDATE t SET c = 9 WHERE id = 1",
                    "ALTER TABLE t RENAME b TO bb",
                    "ALTER TABLE t ALTER c TYPE text USING 'n' || c",
                    "INSERT INTO t VALUES (3, 'b', 'n')",
                    "ALTER TABLE t RENAME TO tt",
                    "INSERT INTO tt VALUES (4, 'b', 'n')",
                    "CREATE SCHEMA later",
                    "CREATE TABLE later.made (id int PRIMARY KEY, doc jsonb)",
                    "INSERT INTO later.made VALUES (1, '{}')",
                    "DROP TABLE later.made",
                    "UPDATE tt SET bb = 'z' WHERE id = 1");
            List<PublishedChange> changes = job.awaitChanges(7);

            assertThat(changes)
                    .extracting(change -> change.schema()
                            + '.'
                            + change.table()
                            + ' '
                            + change.operation()
                            + ' '
                            + change.after().values())
                    .containsExactly(
                            "public.t READ {id=1, a=a, b=b}",
                            "public.t INSERT {id=2, a=a, b=b, c=8}",
                            "public.t UPDATE {id=1, b=b, c=9}",
                            "public.t INSERT {id=3, bb=b, c=n}",
                            "public.tt INSERT {id=4, bb=b, c=n}",
                            "later.made INSERT {id=1, doc={}}",
                            "public.tt UPDATE {id=1, bb=z, c=n9}");
        }
    }

    /**
     * The log tells nothing of a partition's coming and going: its rows are those of the table that they are in at the time. Version 14 goes
     * on as it began with a table, until the next session.
     */
    @Test
    void partitionsComeAndGo() throws Exception {
        String attached = version == 14 ? "p2" : "p";
        String detached = version == 14 ? "p" : "p1";
        try (Sql sql = Sql.inNew(server, "partitions");
                LocalJobProcess job = job("partitions", 100)) {
            sql.run(
                    "CREATE TABLE p (id int, k int, v int, PRIMARY KEY (id, k)) PARTITION BY LIST (k)",
                    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                    "CREATE TABLE p2 (id int, k int, v int, PRIMARY KEY (id, k))",
                    "INSERT INTO p VALUES (1, 1)");
            job.start();
            job.awaitChanges(1);
            sql.run(
                    "INSERT INTO p2 VALUES (1, 2)",
                    "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)",
                    "INSERT INTO p VALUES (2, 2)",
                    "INSERT INTO p2 VALUES (3, 2)",
                    "UPDATE p SET v = 9 WHERE id = 1",
                    "ALTER TABLE p DETACH PARTITION p1",
                    "INSERT INTO p1 VALUES (4, 1)",
                    "UPDATE p2 SET v = 8 WHERE id = 1");

            assertThat(job.awaitChanges(8))
                    .extracting(change -> change.table()
                            + ' '
                            + change.operation()
                            + ' '
                            + change.after().values())
                    .containsExactlyInAnyOrder(
                            "p READ {id=1, k=1, v=null}",
                            "p2 INSERT {id=1, k=2, v=null}",
                            attached + " INSERT {id=2, k=2, v=null}",
                            attached + " INSERT {id=3, k=2, v=null}",
                            "p UPDATE {id=1, k=1, v=9}",
                            attached + " UPDATE {id=1, k=2, v=9}",
                            detached + " INSERT {id=4, k=1, v=null}",
                            attached + " UPDATE {id=1, k=2, v=8}");
        }
    }

    private static LocalJobProcess job(String name, int chunkRows) {
        return new LocalJobProcess(home.resolve(name), server, name, KnownBad.NONE, chunkRows).ofTask(name);
    }
}
