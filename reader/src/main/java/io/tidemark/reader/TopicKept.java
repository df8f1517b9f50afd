package io.tidemark.reader;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a topic.
 *
 * @param begins by partition, where what is kept begins
 * @param ends by partition, where what is committed ends
 * @param first the oldest record, {@code null} if there is none
 * @param last the newest record, {@code null} if there is none
 */
record TopicKept(
        Map<TopicPartition, Long> begins,
        Map<TopicPartition, Long> ends,
        @Nullable TopicPlace first,
        @Nullable TopicPlace last) {

    TopicKept {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    static TopicKept of(TopicReader reader) {
        Map<TopicPartition, Long> begins = reader.begins();
        Map<TopicPartition, Long> ends = reader.ends();
        TopicPlace oldest = null;
        TopicPlace newest = null;
        for (TopicPartition partition : reader.partitions()) {
            long begin = Objects.requireNonNull(begins.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            TopicPlace first = reader.first(partition, begin, end, any -> true);
            TopicPlace last = reader.last(partition, begin, end);
            if (first != null && (oldest == null || millis(first) < millis(oldest))) {
                oldest = first;
            }
            if (last != null && (newest == null || millis(last) > millis(newest))) {
                newest = last;
            }
        }
        return new TopicKept(begins, ends, oldest, newest);
    }

    long begin(TopicPartition partition) {
        return Objects.requireNonNull(begins.get(partition));
    }

    long end(TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition));
    }

    /** For people. */
    @Override
    public String toString() {
        return first == null || last == null
                ? "nothing yet"
                : "%s (from %s) to %s (to %s)".formatted(place(first), time(first), place(last), time(last));
    }

    private static long millis(TopicPlace place) {
        return place.stamp().commitMillis();
    }

    private static String place(TopicPlace place) {
        return TopicOffsets.shown(place.partition(), place.offset());
    }

    private static String time(TopicPlace place) {
        return "%s, %s"
                .formatted(Instant.ofEpochMilli(millis(place)), place.stamp().position());
    }
}
