package io.tidemark.job.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tidemark.job.TidemarkJob;
import io.tidemark.job.functions.ApplyFunctions;
import io.tidemark.job.guard.Encoding;
import io.tidemark.job.sink.files.RecordFiles;
import io.tidemark.job.source.ChangeSource;
import io.tidemark.job.source.SomeTask;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackGraphTest {

    @TempDir
    private Path directory;

    /** What a checkpoint holds is found again by these: to change one is to lose its state. */
    @Test
    void everyOperatorHasItsFixedUid() {
        StreamExecutionEnvironment env = environment();
        env.configure(new Configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, false));

        assertThat(uids(graph(env)))
                .containsOnly(
                        entry("Source: source", "source"),
                        entry("normalise", "normalise"),
                        entry("guard", "guard"),
                        entry("encode", "encode"),
                        entry("sequence-changes", "sequence-changes"),
                        entry("changes: Writer", "changes"),
                        entry("changes: Committer", "Sink Committer: changes"),
                        entry("sequence-dead-letter", "sequence-dead-letter"),
                        entry("dead-letter: Writer", "dead-letter"),
                        entry("dead-letter: Committer", "Sink Committer: dead-letter"));
    }

    /** So that a task can be resumed with functions, and without. */
    @Test
    void functionsAreOneMoreOperatorAndTheirJarTravelsWithTheJob() throws IOException {
        Path jar = Files.createFile(directory.resolve("masking.jar"));
        TaskFile task = SomeTask.with(
                directory,
                "functions: { jar: masking.jar, apply: [{ function: mask, columns: [public.customers.email] }] }");
        Map<String, String> without = uids(graph(environment()));
        StreamGraph graph = graph(environment(), task);

        Map<String, String> uids = uids(graph);
        assertThat(uids.remove("functions")).isEqualTo("functions");
        assertThat(uids).isEqualTo(without);
        assertThat(graph.getJobGraph().getUserArtifacts().get(ApplyFunctions.JAR).filePath)
                .isEqualTo(jar.toString());
    }

    private static Map<String, String> uids(StreamGraph graph) {
        Map<String, String> uids = new TreeMap<>();
        for (StreamNode node : graph.getStreamNodes()) {
            uids.put(node.getOperatorName(), String.valueOf(node.getTransformationUID()));
        }
        return uids;
    }

    @Test
    void oneWriterMakesTheOrderTotalAndReadersAreParallel() {
        Map<String, Integer> parallelism = new TreeMap<>();
        for (StreamNode node : graph(environment()).getStreamNodes()) {
            parallelism.put(node.getOperatorName(), node.getParallelism());
        }

        assertThat(parallelism)
                .containsEntry("Source: source", 3)
                .containsEntry("encode", 3)
                .containsEntry("sequence-changes", 1)
                .containsEntry("changes: Writer", 1)
                .containsEntry("changes: Committer", 1)
                .containsEntry("sequence-dead-letter", 1)
                .containsEntry("dead-letter: Writer", 1);
    }

    /**
     * A checkpoint keeps each operator's maximum, and Flink refuses to restore it to another: operators that only chain at one
     * parallelism would give the chain's maximum to each other there.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aCheckpointFitsAnotherParallelism(int parallelism) {
        assertThat(maxParallelism(parallelism)).isEqualTo(maxParallelism(3));
    }

    /** By operator; -1 is Flink's own choice. */
    private Map<String, Integer> maxParallelism(int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        TidemarkJob.configure(env);
        Map<String, Integer> max = new TreeMap<>();
        for (JobVertex vertex : graph(env).getJobGraph().getVertices()) {
            for (OperatorIDPair operator : vertex.getOperatorIDs()) {
                max.put(operator.getGeneratedOperatorID().toHexString(), vertex.getMaxParallelism());
            }
        }
        return max;
    }

    /** Flink makes every serializer for the graph, and refuses to make Kryo's. */
    @Test
    void nothingTravelsByKryo() {
        StreamExecutionEnvironment env = environment();

        assertThat(graph(env).getStreamNodes()).isNotEmpty();
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();

        assertThatThrownBy(() -> environment().fromData(Thread.currentThread()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(
                        "Generic types have been disabled in the ExecutionConfig and type java.lang.Thread");
    }

    @Test
    void theJobIsExactlyOnceWhateverTheClusterSays() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        env.enableCheckpointing(7_000);
        env.getCheckpointConfig().setCheckpointingConsistencyMode(CheckpointingMode.AT_LEAST_ONCE);

        TidemarkJob.configure(env);

        assertThat(env.getCheckpointConfig().getCheckpointingConsistencyMode())
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(7_000);
    }

    @Test
    void withoutAnIntervalOfTheClustersACheckpointIsTakenEverySecond() {
        assertThat(environment().getCheckpointConfig().getCheckpointInterval()).isEqualTo(1_000);
    }

    /** Flink keeps a record for up to 100 ms, to send more in one go. */
    @Test
    void nothingIsKeptBackOnItsWayToTheWriter() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        env.setBufferTimeout(100);

        TidemarkJob.configure(env);

        assertThat(env.getBufferTimeout()).isZero();
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(3);
        TidemarkJob.configure(env);
        return env;
    }

    private StreamGraph graph(StreamExecutionEnvironment env) {
        return graph(env, SomeTask.in(directory));
    }

    private static StreamGraph graph(StreamExecutionEnvironment env, TaskFile task) {
        new TrackGraph(task, Encoding.of(task, "17.2"), new ChangeSource(task), new RecordFiles((Sink.Files)
                        task.sink()))
                .addTo(env);
        StreamGraph graph = env.getStreamGraph(false);
        assertThat(graph.getJobGraph().getVertices()).isNotEmpty();
        return graph;
    }
}
