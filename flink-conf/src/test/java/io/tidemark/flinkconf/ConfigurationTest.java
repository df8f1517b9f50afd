package io.tidemark.flinkconf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.junit.jupiter.api.Test;

/** Flink itself reads the file, as its processes do. */
final class ConfigurationTest {

    private static final List<Class<?>> KNOWN_TO_FLINK = List.of(
            BlobServerOptions.class,
            CheckpointingOptions.class,
            ClusterOptions.class,
            CoreOptions.class,
            HeartbeatManagerOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class);

    private final Configuration configuration = GlobalConfiguration.loadConfiguration("conf");

    @Test
    void everyKeyIsOneThatFlinkKnowsByThatName() {
        Set<String> unknown = new TreeSet<>(configuration.keySet());
        unknown.removeAll(knownKeys());

        assertThat(unknown).isEmpty();
    }

    @Test
    void stateIsInRocksDbAndCheckpointsAreIncremental() throws Exception {
        StateBackend backend = StateBackendLoader.loadStateBackendFromConfig(
                configuration, getClass().getClassLoader(), null);

        assertThat(backend.getName()).isEqualTo("EmbeddedRocksDBStateBackend");
        assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isTrue();
    }

    @Test
    void checkpointsAreExactlyOnceAndOutlastTheJob() {
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(configuration.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS))
                .isEqualTo(3);
        assertThat(configuration.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
    }

    @Test
    void aFailedJobIsRestartedWithGrowingPausesButNotForEver() {
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(20);
    }

    @Test
    void nothingIsSerialisedByKryo() {
        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    }

    @Test
    void everyAddressIsThisMachines() {
        assertThat(List.of(
                        configuration.get(RestOptions.ADDRESS),
                        configuration.get(RestOptions.BIND_ADDRESS),
                        configuration.get(JobManagerOptions.ADDRESS),
                        configuration.get(JobManagerOptions.BIND_HOST),
                        configuration.get(TaskManagerOptions.HOST),
                        configuration.get(TaskManagerOptions.BIND_HOST)))
                .containsOnly("127.0.0.1");
        assertThat(configuration.get(WebOptions.SUBMIT_ENABLE)).isFalse();
        assertThat(configuration.get(WebOptions.CANCEL_ENABLE)).isFalse();
    }

    @Test
    void theMemoryOfATaskManagerIsCompleteAndAddsUp() {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);

        assertThat(memory.getTaskHeapSize().getMebiBytes()).isEqualTo(1024);
        assertThat(memory.getTotalProcessMemorySize().getMebiBytes()).isEqualTo(1920);
    }

    private static Set<String> knownKeys() {
        return KNOWN_TO_FLINK.stream()
                .flatMap(options -> Stream.of(options.getFields()))
                .filter(field -> field.getType().equals(ConfigOption.class))
                .map(ConfigurationTest::key)
                .collect(Collectors.toSet());
    }

    private static String key(Field option) {
        try {
            return ((ConfigOption<?>) option.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new AssertionError(option + " is not public", e);
        }
    }
}
