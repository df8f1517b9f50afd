package io.tidemark.embedded.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Flink's settings as keys with dots, whichever way {@code config.yaml} nests them.
 *
 * @param values lists are not among them; Flink takes {@code a;b} for those
 */
record FlinkSettings(Map<String, String> values) {

    private static final YAMLMapper YAML = new YAMLMapper();

    FlinkSettings {
        values = Map.copyOf(values);
    }

    static FlinkSettings read(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            flatten("", YAML.readTree(file.toFile()), values);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read Flink's configuration '" + file + "'", e);
        }
        return new FlinkSettings(values);
    }

    FlinkSettings with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(others);
        return new FlinkSettings(all);
    }

    void write(Path file) {
        try {
            YAML.writeValue(file.toFile(), new TreeMap<>(values));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write Flink's configuration '" + file + "'", e);
        }
    }

    String get(String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new ServerException(
                    "Flink's configuration does not set '" + key + "', which its processes start with");
        }
        return value;
    }

    /** The heap that Flink's own launch scripts would give to a JobManager, and what makes a small JVM start faster. */
    List<String> jobManagerOptions() {
        return List.of("-Xmx" + memory("jobmanager.memory.heap.size"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    /** The options that Flink's own launch scripts would compute for a TaskManager. */
    List<String> taskManagerOptions() {
        long heap = memory("taskmanager.memory.framework.heap.size") + memory("taskmanager.memory.task.heap.size");
        long direct = memory("taskmanager.memory.framework.off-heap.size")
                + memory("taskmanager.memory.task.off-heap.size")
                + memory("taskmanager.memory.network.max");
        return List.of(
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=" + direct,
                "-XX:MaxMetaspaceSize=" + memory("taskmanager.memory.jvm-metaspace.size"));
    }

    /**
     * What all of Flink's processes are started with, and those of one kind besides.
     *
     * @param kind {@code jobmanager}, {@code taskmanager} or {@code client}
     */
    List<String> options(String kind) {
        String own = values.getOrDefault("env.java.opts." + kind, "");
        return List.of((get("env.java.opts.all") + ' ' + own).strip().split("\\s+"));
    }

    private long memory(String key) {
        String text = get(key).strip();
        String digits = text.replaceAll("[^0-9]", "");
        String unit = text.substring(digits.length()).strip();
        return Long.parseLong(digits)
                * switch (unit) {
                    case "k", "kb" -> 1L << 10;
                    case "m", "mb" -> 1L << 20;
                    case "g", "gb" -> 1L << 30;
                    default ->
                        throw new ServerException(key + ": must be a number with k, m or g, but was '" + text + "'");
                };
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(key + ".", entry.getValue(), values);
            } else {
                values.put(key, entry.getValue().asText());
            }
        });
    }
}
