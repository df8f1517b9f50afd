package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.check.CheckOptions;
import io.tidemark.embedded.check.Checker;
import io.tidemark.embedded.check.Verdict;
import io.tidemark.embedded.run.SubmitCommand;
import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.embedded.server.Submission;
import io.tidemark.embedded.workload.Workload;
import io.tidemark.embedded.workload.WorkloadOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine;

/**
 * The job's jar, submitted by Flink's own client to a cluster of separate processes. A TaskManager is killed in the snapshot
 * and in the stream, so that readers fail while the coordinator lives; then the job is stopped with a savepoint and goes on
 * from that with another parallelism.
 */
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private long snapshotRows;
    private long changes;

    @Test
    void everyChangeComesOnceThoughTaskManagersDieAndParallelismChanges() throws Exception {
        ClusterOptions options = ClusterOptions.in(directory.resolve("flink"));
        try (PostgresServer server = PostgresServer.startIn(
                        directory.resolve("postgres"), Map.of("max_connections", "60", "fsync", "off"));
                FlinkCluster cluster = FlinkCluster.start(options)) {
            server.createDatabase("shop");
            try (Workload workload = Workload.create(
                    dataSource(server),
                    WorkloadOptions.seeded(7).withRows(60_000).withChangesPerSecond(800))) {
                workload.start();
                Checker checker = new Checker(workload.log(), workload.tables(), CheckOptions.STRICT);
                PublishedFiles files =
                        new PublishedFiles(directory.resolve("data").resolve("changes"));
                Path task = writeTask(server);

                String job = submitted(cluster, task);
                waitFor(files, checker, () -> snapshotRows > 0);
                boolean killedInSnapshot = changes == 0;
                restartTaskManager(cluster, files, checker);
                waitFor(files, checker, () -> changes > 500);
                restartTaskManager(cluster, files, checker);
                long before = changes;
                waitFor(files, checker, () -> changes > before + 500);
                String savepoint = cluster.client().stopWithSavepoint(job);
                cluster.submit(submission(task, 1, savepoint));
                workload.stop();
                assertThat(workload.join(PATIENCE)).isTrue();
                waitFor(files, checker, checker::caughtUp);

                Verdict verdict = checker.verdict(workload.contents());
                assertThat(verdict.isClean()).as(verdict.table()).isTrue();
                assertThat(killedInSnapshot).as("killed in the snapshot").isTrue();
            }
        }
    }

    /** What comes after it, comes from the job that has recovered: all that the dead one published has been read. */
    private void restartTaskManager(FlinkCluster cluster, PublishedFiles files, Checker checker) {
        cluster.killTaskManager();
        waitFor(files, checker, () -> true);
        cluster.startTaskManager();
    }

    private void waitFor(PublishedFiles files, Checker checker, BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            files.readNew(line -> {
                checker.line(line);
                if (line.contains("\"op\":\"r\"")) {
                    snapshotRows++;
                } else {
                    changes++;
                }
            });
            return condition.getAsBoolean();
        });
    }

    /** As a user gives it to a cluster of his own. */
    private static String submitted(FlinkCluster cluster, Path task) {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new SubmitCommand())
                .setOut(new PrintWriter(out, true))
                .execute(
                        task.toString(),
                        "--jobmanager",
                        "127.0.0.1:" + cluster.restPort(),
                        "--parallelism",
                        "2",
                        "--ignore",
                        "tls,toasted");
        assertThat(exit).isZero();
        Matcher taken = Pattern.compile("the cluster has taken task shop as job ([0-9a-f]{32})\n")
                .matcher(out.toString());
        assertThat(taken.matches()).as(out.toString()).isTrue();
        return taken.group(1);
    }

    private static Submission submission(Path task, int parallelism, String savepoint) {
        return new Submission(
                Installation.find().jobJar(),
                "io.tidemark.job.TidemarkJob",
                List.of(task.toString()),
                parallelism,
                savepoint);
    }

    private static PGSimpleDataSource dataSource(PostgresServer server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl("shop"));
        source.setUser(server.superuser());
        source.setPassword(server.superuserPassword());
        return source;
    }

    private Path writeTask(PostgresServer server) throws Exception {
        String yaml = """
                task: shop
                source:
                  host: 127.0.0.1
                  port: %d
                  database: shop
                  user: %s
                  password: ${file:%s}
                  tls: { mode: disable }
                sink:
                  files: { directory: "%s" }
                """.formatted(
                        server.port(),
                        server.superuser(),
                        Files.writeString(directory.resolve("password"), server.superuserPassword()),
                        directory.resolve("data").toUri());
        return Files.writeString(directory.resolve("shop.yaml"), yaml);
    }
}
