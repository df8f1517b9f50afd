package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.CountingJob;
import io.tidemark.embedded.server.FlinkClient;
import io.tidemark.embedded.server.JobJar;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a job that only counts, and a source that nobody listens at: figures are missing, the rest goes on. */
final class TaskRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final StringWriter said = new StringWriter();

    @Test
    void keepsAJobRunningThroughTheLossOfEachProcessUntilItIsStopped() throws Exception {
        RunPlan plan = plan();
        TaskRun run = TaskRun.start(plan, new Console(new PrintWriter(said), false));
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> run.untilItEnds(Start.first()));
        try {
            String first = awaitCheckpointOfAnotherJobThan("", run);

            run.cluster().killJobManager();
            String second = awaitCheckpointOfAnotherJobThan(first, run);
            assertThat(said.toString())
                    .contains("the JobManager's process ended\nstarting Flink anew in 1 s\nresuming from checkpoint ");
            assertThat(run.cluster().rest().restoredFrom(second))
                    .hasValueSatisfying(path -> assertThat(path).contains(first));

            run.cluster().killTaskManager();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(said.toString())
                        .contains("the TaskManager's process ended; starting another in 1 s")
                        .contains("the job restarts from its last checkpoint, because:");
                assertThat(run.cluster().rest().job(second).runsWhole()).isTrue();
                assertThat(plan.folder().flink().checkpoints().resolve(first)).doesNotExist();
            });

            String savepoint = FlinkClient.of(plan.folder().flink()).stopWithSavepoint(second);
            await().atMost(PATIENCE).until(exitCode::isDone);
            assertThat(exitCode.get()).isEqualTo(0);
            assertThat(said.toString())
                    .contains("no figures from the job yet")
                    .endsWith("stopped; the next run resumes from savepoint "
                            + Path.of(savepoint).getFileName() + "\n");
            assertThat(StartPoint.chosen(plan, new Console(new PrintWriter(said), false)))
                    .isEqualTo(Start.resumed(Path.of(savepoint)));
        } finally {
            run.end();
        }
    }

    private RunPlan plan() throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), """
                task: shop
                source:
                  host: 127.0.0.1
                  port: 1
                  database: shop
                  user: tidemark
                  password: ${env:SHOP_PASSWORD}
                  tls: {mode: disable}
                sink:
                  files: {directory: changes, format: json}
                """);
        TaskFile task = TaskFile.read(file, Map.of("SHOP_PASSWORD", "x"));
        return new RunPlan(
                task,
                file,
                TaskFolder.of(file, task.task(), null),
                JobJar.writtenTo(directory),
                CountingJob.class.getName(),
                2,
                null,
                false);
    }

    /** Waits until {@code run} has submitted another job and that has a checkpoint; returns its id. */
    private static String awaitCheckpointOfAnotherJobThan(String previous, TaskRun run) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            String job = run.jobId();
            return !job.equals(previous) && run.cluster().rest().completedCheckpoints(job) > 0;
        });
        return run.jobId();
    }
}
