package io.tidemark.embedded.server;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a {@link FlinkCluster} is started with.
 *
 * @param directory takes checkpoints, savepoints, logs and the effective configuration
 * @param slots how many subtasks of one operator can run
 * @param settings Flink's, over those of {@code flink-conf/conf/config.yaml}
 * @param environment variables of the processes, beside those of this one
 */
public record ClusterOptions(Path directory, int slots, Map<String, String> settings, Map<String, String> environment) {

    public ClusterOptions {
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    public static ClusterOptions in(Path directory) {
        return new ClusterOptions(directory, 2, Map.of(), Map.of());
    }

    public ClusterOptions withSlots(int number) {
        return new ClusterOptions(directory, number, settings, environment);
    }

    public ClusterOptions withSettings(Map<String, String> others) {
        return new ClusterOptions(directory, slots, others, environment);
    }

    public ClusterOptions withEnvironment(Map<String, String> others) {
        return new ClusterOptions(directory, slots, settings, others);
    }
}
