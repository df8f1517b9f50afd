package io.tidemark.topic;

import io.tidemark.task.Sink;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic that is there.
 *
 * @param cleanup its {@code cleanup.policy}
 * @param recordBytes its {@code max.message.bytes}
 * @param times its {@code message.timestamp.type}
 * @param leastInSync its {@code min.insync.replicas}
 */
public record TopicState(
        String name,
        int partitions,
        int replication,
        long retentionMillis,
        String cleanup,
        int recordBytes,
        String times,
        int leastInSync) {

    static TopicState of(TopicDescription description, Config config) {
        return new TopicState(
                description.name(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value()),
                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                Integer.parseInt(
                        config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
                config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value(),
                Integer.parseInt(
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()));
    }

    /** What the task wants otherwise: it is told, never altered. */
    public List<String> differences(Sink.Kafka settings) {
        List<String> differences = new ArrayList<>();
        int wantedPartitions = settings.partitionsOf(name);
        if (partitions != wantedPartitions) {
            differences.add(differs("%d partitions".formatted(partitions), "sink.kafka.partitions", wantedPartitions)
                    + "Delete the topic and it is made anew, or name another one");
        }
        long wantedRetention = TopicPlan.retentionMillis(name, settings);
        if (retentionMillis != wantedRetention) {
            differences.add(
                    wantedRetention < 0
                            ? "topic %s is there with retention.ms=%d, but sink.kafka.timestamps: seconds needs -1, and the job deletes what is older than sink.kafka.retention. Alter the topic, or leave timestamps out"
                                    .formatted(name, retentionMillis)
                            : differs(
                                            "retention.ms=" + retentionMillis,
                                            "sink.kafka.retention",
                                            wantedRetention + " ms")
                                    + "Alter the topic, or say in the task file what it has");
        }
        Integer wanted = settings.replication();
        if (wanted != null && wanted != replication) {
            differences.add(differs("%d replicas".formatted(replication), "sink.kafka.replication", wanted)
                    + "Alter the topic, or say in the task file what it has");
        }
        if (!cleanup.equals("delete")) {
            differences.add(
                    "topic %s has cleanup.policy=%s, which removes changes that readers have yet to see, but must have delete. Alter the topic, or name another one"
                            .formatted(name, cleanup));
        }
        return differences;
    }

    private String differs(String seen, String key, Object expected) {
        return "topic %s is there with %s, but %s is %s. ".formatted(name, seen, key, expected);
    }
}
