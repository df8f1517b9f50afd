package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Far more than the heap holds passes through a TaskManager with 256 MB of task heap. With {@code -Dmemory=full} it is as much as is
 * promised: 5,000,000 rows, a transaction of 1,000,000, 300 rows of 8 MB.
 */
class LittleMemoryIT {

    private static final Logger LOG = LoggerFactory.getLogger(LittleMemoryIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final boolean FULL = "full".equals(System.getProperty("memory"));

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static FlinkCluster cluster;
    private static long taskManager;

    @BeforeAll
    static void start() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off", "max_wal_size", "4GB"));
        cluster = FlinkCluster.start(ClusterOptions.in(directory.resolve("flink"))
                .withSettings(Map.of("taskmanager.memory.task.heap.size", "256m"))
                .withEnvironment(Map.of("SHOP_PASSWORD", server.superuserPassword())));
        taskManager = cluster.taskManagerPid();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        server.close();
    }

    @AfterEach
    void theTaskManagerIsStillTheSame() {
        assertThat(cluster.isTaskManagerAlive()).isTrue();
        assertThat(cluster.taskManagerPid()).isEqualTo(taskManager);
    }

    @Test
    void aLargeTablePasses() throws Exception {
        int rows = FULL ? 5_000_000 : 500_000;
        try (Sql sql = Sql.inNew(server, "table");
                Job job = new Job("table")) {
            sql.run(
                    "CREATE TABLE t (id int PRIMARY KEY, a text, b float8, c timestamptz)",
                    "INSERT INTO t SELECT i, md5(i::text), i / 3e0, now() FROM generate_series(1, %d) i"
                            .formatted(rows),
                    "ANALYZE t");
            job.submit();
            job.awaitLines(rows);
        }
    }

    @Test
    void rowsOfEightMegabytesPass() throws Exception {
        int rows = FULL ? 300 : 60;
        try (Sql sql = Sql.inNew(server, "large");
                Job job = new Job("large")) {
            // they compress well, so that the planner takes them for small and puts them all into few chunks
            sql.run(
                    "CREATE TABLE docs (id int PRIMARY KEY, body text)",
                    "INSERT INTO docs SELECT i, repeat(md5(i::text), 262144) FROM generate_series(1, %d) i"
                            .formatted(rows),
                    "ANALYZE docs");
            job.submit();
            job.awaitLines(rows);
            sql.run("UPDATE docs SET body = 'x' || body");
            job.awaitLines(2L * rows);
        }
    }

    @Test
    void aTransactionOfManyRowsPasses() throws Exception {
        int rows = FULL ? 1_000_000 : 400_000;
        try (Sql sql = Sql.inNew(server, "long");
                Job job = new Job("long")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (0, 'snapshot')");
            job.submit();
            job.awaitLines(1);
            sql.run("INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, %d) i".formatted(rows));
            job.awaitLines(rows + 1);
        }
    }

    @Test
    void aRowOfMostOfTheHeapIsKeptAside() throws Exception {
        try (Sql sql = Sql.inNew(server, "huge");
                Job job = new Job("huge")) {
            sql.run(
                    "CREATE TABLE docs (id int PRIMARY KEY, body text)",
                    "INSERT INTO docs VALUES (1, repeat('0123456789', 20000000)), (2, 'small')");
            job.submit();
            job.awaitLines(1);
            sql.run("INSERT INTO docs VALUES (3, repeat('9876543210', 20000000)), (4, 'small')");
            job.awaitLines(2);

            PublishedFiles letters = new PublishedFiles(job.sink.resolve("dead-letter"));
            await("both letters").atMost(PATIENCE).until(() -> letters.all().size() == 2);
            for (String letter : letters.all()) {
                JsonNode claimed = new ObjectMapper().readTree(letter).at("/claimed/0");
                assertThat(claimed.get("column").asText()).isEqualTo("body");
                assertThat(Files.size(job.sink.resolve(claimed.get("path").asText())))
                        .isEqualTo(200_000_000);
            }
        }
    }

    /** The server sends a row in one piece, as a bytea of 256 MB in twice as many digits. */
    @Test
    void aRowOfMoreThanTheHeapIsRefusedInPlainWords() throws Exception {
        try (Sql sql = Sql.inNew(server, "beyond");
                Job job = new Job("beyond")) {
            sql.run("CREATE TABLE docs (id int PRIMARY KEY, body bytea)", "INSERT INTO docs VALUES (1, 'small')");
            job.submit();
            job.awaitLines(1);
            sql.run("INSERT INTO docs VALUES (2, convert_to(repeat('01234567', 33554432), 'UTF8'))");

            await("the refusal").atMost(PATIENCE).until(() -> job.failure()
                    .contains("one change of the log took more memory"));
            assertThat(job.lines()).isEqualTo(1);
        }
    }

    /** A job of the cluster. */
    private static final class Job implements AutoCloseable {

        private final String name;
        private final Path task;
        private final Map<Path, Long> counted = new HashMap<>();
        private final Path sink;
        private String id = "";

        Job(String name) throws IOException {
            this.name = name;
            this.sink = directory.resolve("data-" + name);
            this.task = Files.writeString(directory.resolve(name + ".yaml"), """
                    task: %1$s
                    source:
                      host: 127.0.0.1
                      port: %2$d
                      database: %1$s
                      user: %3$s
                      password: ${env:SHOP_PASSWORD}
                      tls: { mode: disable }
                    sink:
                      files: { directory: "%4$s" }
                    """.formatted(
                            name, server.port(), server.superuser(), sink.toUri()));
        }

        void submit() {
            id = cluster.submit(new Submission(
                    Installation.find().jobJar(), "io.tidemark.job.TidemarkJob", List.of(task.toString()), 2, null));
        }

        void awaitLines(long count) {
            await(count + " lines").atMost(PATIENCE).until(() -> {
                theTaskManagerLives();
                return lines() >= count;
            });
            assertThat(lines()).isEqualTo(count);
            LOG.info("{}: {} lines", name, count);
        }

        private static void theTaskManagerLives() {
            assertThat(cluster.isTaskManagerAlive()).isTrue();
        }

        /** What is published, counted by pieces, for a file may be larger than the heap of this test. */
        long lines() {
            long lines = 0;
            for (Path file : new PublishedFiles(sink.resolve("changes")).finished()) {
                lines += counted.computeIfAbsent(file, Job::countLines);
            }
            return lines;
        }

        private static long countLines(Path file) {
            byte[] piece = new byte[1 << 20];
            try (InputStream in = Files.newInputStream(file)) {
                long lines = 0;
                for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                    for (int i = 0; i < length; i++) {
                        lines += piece[i] == '\n' ? 1 : 0;
                    }
                }
                return lines;
            } catch (IOException e) {
                throw new UncheckedIOException("counting the lines of " + file, e);
            }
        }

        String failure() {
            return cluster.rest()
                    .failure(id)
                    .map(failure -> failure.stackTrace())
                    .orElse("");
        }

        @Override
        public void close() {
            cluster.client().cancel(id);
        }
    }
}
