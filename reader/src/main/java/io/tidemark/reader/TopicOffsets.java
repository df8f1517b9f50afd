package io.tidemark.reader;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group goes on, by partition.
 *
 * @param earliest whether that is the oldest record that is kept when it first reads, whatever the offsets say
 */
record TopicOffsets(Map<TopicPartition, Long> offsets, boolean earliest) {

    /** Beside an offset that the broker keeps for a group: the group has read nothing, and may go on wherever the topic begins. */
    private static final String EARLIEST = "earliest";

    /** By topic, then by number. */
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    TopicOffsets {
        offsets = Map.copyOf(offsets);
    }

    /** As the broker keeps it. */
    Map<TopicPartition, OffsetAndMetadata> saved() {
        String note = earliest ? EARLIEST : "";
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue(), note)));
    }

    static boolean isEarliest(OffsetAndMetadata saved) {
        return saved.metadata().equals(EARLIEST);
    }

    /** For people, the partition as Kafka's own tools have it: {@code shop-0, offset 17}. */
    static String shown(TopicPartition partition, long offset) {
        return partition + ", offset " + offset;
    }

    /** For people. */
    @Override
    public String toString() {
        if (earliest) {
            return "the oldest record that is kept";
        }
        return offsets.keySet().stream()
                .sorted(ORDER)
                .map(partition -> shown(partition, Objects.requireNonNull(offsets.get(partition))))
                .collect(Collectors.joining("; "));
    }
}
