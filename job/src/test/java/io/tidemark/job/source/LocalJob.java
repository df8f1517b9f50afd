package io.tidemark.job.source;

import io.tidemark.job.TidemarkJob;
import io.tidemark.job.graph.TrackGraph;
import io.tidemark.job.guard.Encoding;
import io.tidemark.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job in one process that a test may kill: {@code LocalJob TASK.yaml CHECKPOINTS RULES CHUNK_ROWS [RESTORE]}. The same
 * graph as in a cluster, with the rules that the test names.
 */
public final class LocalJob {

    private LocalJob() {}

    public static void main(String[] arguments) throws Exception {
        TaskFile task = TaskFile.read(Path.of(arguments[0]));
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY, Boolean.getBoolean("restarts") ? "fixed-delay" : "disable");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(arguments[1]).toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        if (arguments.length > 4) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, arguments[4]);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(Integer.getInteger("parallelism", 2), configuration);
        env.enableCheckpointing(Long.getLong("checkpoint.millis", 500));
        TidemarkJob.configure(env);
        ReadingRules rules = KnownBad.valueOf(arguments[2]).rules();
        if (Boolean.getBoolean("slow")) {
            rules = new SlowRules(rules);
        }
        ChunkPlanner planner = new ChunkPlanner(Integer.parseInt(arguments[3]), 16 << 20);
        new TrackGraph(
                        task,
                        Encoding.of(task, "17.2"),
                        new ChangeSource(task, rules, planner),
                        TidemarkJob.publisher(task, env.getCheckpointConfig()))
                .addTo(env);
        Path checkpoints = Path.of(arguments[1]);
        inBackground("halting", () -> haltAtCheckpoint(checkpoints));
        JobClient job = env.executeAsync();
        inBackground("stopping", () -> stopWithSavepoint(job, checkpoints));
        job.getJobExecutionResult().get();
    }

    private static void inBackground(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Once it is asked for; the process then ends as the job does. */
    private static void stopWithSavepoint(JobClient job, Path checkpoints) {
        Path asked = checkpoints.resolveSibling(LocalJobProcess.STOP);
        await(asked);
        asked.toFile().delete();
        String savepoints =
                checkpoints.resolveSibling(LocalJobProcess.SAVEPOINTS).toString();
        job.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL).join();
    }

    private static void await(Path asked) {
        while (!Files.exists(asked)) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Once it is asked for: the name of a checkpoint's file is the last thing before the sink is told. */
    private static void haltAtCheckpoint(Path checkpoints) {
        Path asked = checkpoints.resolveSibling(LocalJobProcess.HALT);
        await(asked);
        long before = LocalJobProcess.completed(checkpoints);
        while (LocalJobProcess.completed(checkpoints) == before) {
            Thread.onSpinWait();
        }
        asked.toFile().delete();
        Runtime.getRuntime().halt(137);
    }
}
