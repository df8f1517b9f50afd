package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.PublishedChange;
import io.tidemark.task.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the task selects is all that is read of the source, and all that is published. */
@ParameterizedClass(name = "PostgreSQL {0}")
@MethodSource("io.tidemark.job.source.PostgresVersions#supported")
class SelectionIT {

    /** A value that nothing of the job may ever have seen. */
    private static final String MARK = "not-for-downstream";

    @TempDir
    static Path directory;

    private static Path home;
    private static PostgresServer server;

    @Parameter
    private int version;

    @BeforeParameterizedClassInvocation
    static void startServer(int version) {
        home = directory.resolve("on-" + version);
        server = PostgresServer.startIn(
                home.resolve("postgres"),
                Map.of("log_statement", "all", "log_line_prefix", "%a|"),
                PostgresVersions.ofMajor(version));
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @Test
    void ofOtherTablesNothingIsRead() throws Exception {
        try (Sql sql = Sql.inNew(server, "tables");
                LocalJobProcess job = job("tables", "[{ table: public.a }, { table: public.b }]")) {
            sql.run(
                    "CREATE TABLE a (id int PRIMARY KEY)",
                    "CREATE TABLE b (id int PRIMARY KEY)",
                    "CREATE TABLE other (id int PRIMARY KEY, v text)",
                    "CREATE TABLE child () INHERITS (b)",
                    "INSERT INTO a VALUES (1)",
                    "INSERT INTO b VALUES (1)",
                    "INSERT INTO child VALUES (7)",
                    "INSERT INTO other VALUES (1, '" + MARK + "')");
            job.start();
            job.awaitChanges(2);
            sql.run("INSERT INTO other VALUES (2, '" + MARK + "')", "INSERT INTO child VALUES (8)");
            sql.together("UPDATE a SET id = 2", "UPDATE other SET id = -id", "INSERT INTO b VALUES (2)");

            assertThat(job.awaitChanges(5))
                    .extracting(PublishedChange::table)
                    .containsExactlyInAnyOrder("a", "b", "a", "a", "b");
            assertNeverRead(sql, job, "tables", "other");
        }
    }

    @Test
    void ofOtherColumnsAndRowsNothingIsRead() throws Exception {
        try (Sql sql = Sql.inNew(server, "parts");
                LocalJobProcess job = job(
                        "parts",
                        "[{ table: public.people, columns: [region, id, name], where: \"region = 'eu'\" }, { table: public.a }]")) {
            sql.run(
                    "CREATE TABLE a (id int PRIMARY KEY)",
                    "CREATE TABLE people (id int, region text, secret text, name text, PRIMARY KEY (id, region))",
                    "INSERT INTO people SELECT i, (ARRAY['eu', 'us'])[1 + i % 2], '" + MARK
                            + "', CASE WHEN i % 2 = 0 THEN 'n' ELSE '" + MARK + "' END FROM generate_series(1, 10) i");
            job.start();
            if (version < Publication.WITH_LISTS) {
                assertThat(job.awaitEnd().output())
                        .contains(
                                "objects: a column list or row filter of public.people needs PostgreSQL 15, but the server is 14");
                return;
            }
            job.awaitChanges(5);
            sql.run(
                    "UPDATE people SET name = 'm' WHERE id IN (1, 2)",
                    "UPDATE people SET region = 'us' WHERE id = 4", // out of the selection
                    "UPDATE people SET region = 'eu', name = 'moved' WHERE id = 3", // into it
                    "UPDATE people SET secret = secret || 'x'",
                    "DELETE FROM people WHERE region = 'us'",
                    "INSERT INTO people VALUES (11, 'us', '" + MARK + "', '" + MARK + "'), (12, 'eu', '" + MARK
                            + "', NULL)",
                    "INSERT INTO a VALUES (1)");
            await("the last change")
                    .atMost(Duration.ofMinutes(1))
                    .failFast(job::assertAlive)
                    .until(() -> job.changes().all().stream().anyMatch(line -> line.contains("\"table\":\"a\"")));

            TableCopies copies = new TableCopies(sql).apply(job.published());
            assertThat(copies.rows("public.people"))
                    .containsExactlyElementsOf(
                            sql.maps("SELECT id, name, region FROM people WHERE region = 'eu'").stream()
                                    .map(Map::toString)
                                    .sorted()
                                    .toList());
            assertThat(job.published().stream()
                            .filter(change -> change.table().equals("people"))
                            .skip(5))
                    .extracting(change -> change.operation() + " "
                            + (change.after() == null ? change.before() : change.after()).values())
                    .startsWith(
                            "UPDATE {id=2, region=eu, name=m}",
                            "DELETE {id=4, region=eu}",
                            "INSERT {id=3, region=eu, name=moved}")
                    .endsWith("INSERT {id=12, region=eu, name=null}");
            assertNeverRead(sql, job, "parts", "secret");
        }
    }

    @Test
    void onlyTheSelectedOperationsArePublished() throws Exception {
        try (Sql sql = Sql.inNew(server, "inserts");
                LocalJobProcess job = job("inserts", "[{ table: public.log, operations: [insert] }]")) {
            sql.run("CREATE TABLE log (line text)", "INSERT INTO log VALUES ('a'), ('b'), ('b')");
            job.start();
            job.awaitChanges(3);
            sql.run("INSERT INTO log VALUES ('c')", "UPDATE log SET line = 'd'", "DELETE FROM log");
            sql.run("INSERT INTO log VALUES ('e')");

            assertThat(job.awaitChanges(5))
                    .extracting(
                            change -> change.operation() + " " + change.after().text("line"))
                    .containsExactly("READ a", "READ b", "READ b", "INSERT c", "INSERT e");
        }
    }

    /** By what the server knows of reads, by what it was asked for, and by what was written. */
    private static void assertNeverRead(Sql sql, LocalJobProcess job, String task, String name) throws Exception {
        assertThat(
                        sql.rows(
                                "SELECT relname FROM pg_stat_user_tables WHERE relname = 'other' AND seq_tup_read + coalesce(idx_tup_fetch, 0) > 1"))
                .isEmpty();
        try (Stream<String> lines = Files.lines(server.log())) {
            List<String> asked = lines.filter(line -> line.startsWith("tidemark-" + task + "|"))
                    .toList();
            assertThat(asked).anyMatch(line -> line.contains("COPY")).noneMatch(line -> line.contains(name));
        }
        try (Stream<Path> files = Files.walk(job.folder())) {
            assertThat(files.filter(Files::isRegularFile).filter(SelectionIT::holdsMark))
                    .isEmpty();
        }
    }

    private static boolean holdsMark(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IOException e) {
            return false; // an old checkpoint's, removed meanwhile
        }
    }

    private static LocalJobProcess job(String name, String objects) {
        return new LocalJobProcess(home.resolve(name), server, name, KnownBad.NONE, 100, "objects: " + objects)
                .ofTask(name);
    }
}
