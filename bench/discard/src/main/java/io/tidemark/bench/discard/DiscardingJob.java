package io.tidemark.bench.discard;

import io.tidemark.job.TidemarkJob;
import io.tidemark.job.graph.TrackGraph;
import io.tidemark.job.guard.Encoding;
import io.tidemark.job.source.ChangeSource;
import io.tidemark.job.source.SourceStart;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The same graph as {@link TidemarkJob}'s, with a sink that throws away: {@code TASK.yaml PROGRESS}. The task's own sink only
 * says in which format the records are made.
 */
public final class DiscardingJob {

    private DiscardingJob() {}

    public static void main(String... arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected TASK.yaml PROGRESS, but was given " + arguments.length);
        }
        TaskFile task = TaskFile.read(Path.of(arguments[0]));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TidemarkJob.configure(env);
        SourceStart.Ready source = new SourceStart(task).check(true, false);
        new TrackGraph(
                        task,
                        Encoding.of(task, source.serverVersion()),
                        new ChangeSource(task),
                        new Discarded(arguments[1]))
                .addTo(env);
        env.execute("tidemark to nowhere");
    }
}
