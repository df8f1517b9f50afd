package io.tidemark.job.sink.kafka;

import io.tidemark.task.Sink;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic that is there.
 *
 * @param cleanup its {@code cleanup.policy}
 */
record TopicState(String name, int partitions, int replication, long retentionMillis, String cleanup, int recordBytes) {

    /** What the task wants otherwise: it is told, never altered. */
    List<String> differences(Sink.Kafka settings) {
        List<String> differences = new ArrayList<>();
        int wantedPartitions = settings.partitionsOf(name);
        if (partitions != wantedPartitions) {
            differences.add(differs("%d partitions".formatted(partitions), "sink.kafka.partitions", wantedPartitions)
                    + "Delete the topic and it is made anew, or name another one");
        }
        long wantedRetention = Broker.retentionMillis(name, settings);
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
