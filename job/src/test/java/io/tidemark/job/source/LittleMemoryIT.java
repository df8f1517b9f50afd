package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more than the heap holds passes through it: the process has 384 MB for a JobManager, a TaskManager and the job. */
class LittleMemoryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

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
    void rowsOfEightMegabytesPass() throws Exception {
        try (Sql sql = Sql.inNew(server, "large");
                LocalJobProcess job = job("large")) {
            // they compress well, so that the planner takes them for small and puts them all into few chunks
            sql.run(
                    "CREATE TABLE docs (id int PRIMARY KEY, body text)",
                    "INSERT INTO docs SELECT i, repeat(md5(i::text), 262144) FROM generate_series(1, 60) i",
                    "ANALYZE docs");
            job.start();
            awaitLines(job, 60);
            sql.run("UPDATE docs SET body = 'x' || body");

            awaitLines(job, 120);
        }
    }

    @Test
    void aTransactionOfManyRowsPasses() throws Exception {
        try (Sql sql = Sql.inNew(server, "long");
                LocalJobProcess job = job("long")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v text)");
            sql.run("INSERT INTO t VALUES (0, 'snapshot')");
            job.start();
            awaitLines(job, 1);
            sql.run("INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 600000) i");

            awaitLines(job, 600_001);
        }
    }

    /** Counts the published lines, none of which is kept. */
    private static void awaitLines(LocalJobProcess job, int count) {
        PublishedFiles files = job.changes();
        AtomicInteger lines = new AtomicInteger();
        await(count + " lines").atMost(PATIENCE).failFast(job::assertAlive).until(() -> {
            files.readNew(line -> lines.incrementAndGet());
            return lines.get() >= count;
        });
        assertThat(lines).hasValue(count);
    }

    private static LocalJobProcess job(String name) {
        return new LocalJobProcess(directory.resolve(name), server, name, KnownBad.NONE, 50_000)
                .ofTask(name)
                .with("-Xmx384m");
    }
}
