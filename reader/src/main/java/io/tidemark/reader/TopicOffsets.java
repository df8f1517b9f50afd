package io.tidemark.reader;

import java.util.Map;
import java.util.TreeMap;
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

    static String shown(TopicPartition partition, long offset) {
        return "partition %d, offset %d".formatted(partition.partition(), offset);
    }

    /** For people. */
    @Override
    public String toString() {
        if (earliest) {
            return "the oldest record that is kept";
        }
        Map<Integer, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
        return sorted.entrySet().stream()
                .map(entry -> "partition %d, offset %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }
}
