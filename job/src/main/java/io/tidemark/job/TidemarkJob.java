package io.tidemark.job;

import io.tidemark.job.functions.FunctionChecks;
import io.tidemark.job.graph.TrackGraph;
import io.tidemark.job.guard.Encoding;
import io.tidemark.job.sink.Publisher;
import io.tidemark.job.sink.files.RecordFiles;
import io.tidemark.job.sink.kafka.TopicStart;
import io.tidemark.job.sink.kafka.Topics;
import io.tidemark.job.source.ChangeSource;
import io.tidemark.job.source.RefusedException;
import io.tidemark.job.source.SourceStart;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What Flink's client runs: {@code flink run tidemark-job.jar TASK.yaml [--fresh]}. It checks the task file and the source, and
 * submits the job; {@code --fresh} drops the slot of an earlier run.
 */
public final class TidemarkJob {

    private static final String FRESH = "--fresh";
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private TidemarkJob() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean fresh = words.remove(FRESH);
        if (words.size() != 1 || words.get(0).startsWith("-")) {
            throw new RefusedException(
                    "expected TASK.yaml [%s], but was given '%s'".formatted(FRESH, String.join(" ", arguments)));
        }
        TaskFile task = TaskFile.read(Path.of(words.get(0)));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        boolean resumes = env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH) != null;
        configure(env);
        // before the source is touched, where a slot may be made or dropped
        Publisher publisher = publisher(task, env.getCheckpointConfig());
        SourceStart.Ready source = new SourceStart(task).check(fresh, resumes);
        if (task.functions() != null) {
            FunctionChecks.run(task.functions(), source.tables(), !resumes);
        }
        new TrackGraph(task, Encoding.of(task, source.serverVersion()), new ChangeSource(task), publisher).addTo(env);
        env.execute("tidemark " + task.task());
    }

    /** What the promises need, whatever the cluster's own configuration says. */
    public static void configure(StreamExecutionEnvironment env) {
        if (env.getCheckpointConfig().getCheckpointInterval() <= 0) {
            env.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        }
        env.getCheckpointConfig().setCheckpointingConsistencyMode(CheckpointingMode.EXACTLY_ONCE);
        // records travel many in an array: none is kept waiting for another for a tenth of a second
        env.setBufferTimeout(0);
        env.configure(
                new Configuration().set(PipelineOptions.GENERIC_TYPES, false).set(PipelineOptions.OBJECT_REUSE, true));
    }

    /** The task's sink, once it is known to be able to take what comes. */
    public static Publisher publisher(TaskFile task, CheckpointConfig checkpoints) {
        if (task.sink() instanceof Sink.Kafka kafka) {
            Duration longest =
                    Duration.ofMillis(checkpoints.getCheckpointInterval() + checkpoints.getCheckpointTimeout());
            return new Topics(task, kafka, new TopicStart(task, kafka).check(longest));
        }
        return new RecordFiles((Sink.Files) task.sink());
    }
}
