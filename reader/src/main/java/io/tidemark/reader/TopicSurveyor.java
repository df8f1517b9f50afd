package io.tidemark.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at the groups of a topic. */
final class TopicSurveyor {

    private final TopicReader reader;
    private final TopicBroker broker;
    private final TopicKept kept;

    TopicSurveyor(TopicReader reader, TopicBroker broker) {
        this.reader = reader;
        this.broker = broker;
        this.kept = TopicKept.of(reader);
    }

    /** @param groups by name, with what they have saved of the topic */
    GroupSurvey survey(Map<String, Map<TopicPartition, OffsetAndMetadata>> groups) {
        List<GroupStatus> looked = new ArrayList<>();
        new TreeMap<>(groups).forEach((name, saved) -> looked.add(status(name, saved)));
        return new GroupSurvey(kept.first() == null ? null : kept.toString(), looked);
    }

    private GroupStatus status(String name, Map<TopicPartition, OffsetAndMetadata> saved) {
        String readers = broker.members(name).readers();
        Map<TopicPartition, Long> offsets = offsets(saved);
        TopicOffsets goesOn = new TopicOffsets(offsets, saved.values().stream().allMatch(TopicOffsets::isEarliest));
        String problem = problem(name, offsets);
        if (problem != null) {
            return new GroupStatus(name, readers, null, goesOn.toString(), null, problem);
        }
        Stamp last = null;
        long records = 0;
        long millis = 0;
        for (TopicPartition partition : reader.partitions()) {
            long offset = offsets.getOrDefault(partition, 0L);
            TopicPlace consumed = reader.last(partition, kept.begin(partition), offset);
            if (consumed != null && (last == null || consumed.stamp().commitMillis() > last.commitMillis())) {
                last = consumed.stamp();
            }
            records += kept.end(partition) - offset;
            millis = Math.max(millis, millisBehind(partition, offset, consumed));
        }
        return new GroupStatus(name, readers, last, goesOn.toString(), new Backlog(records, millis / 1000), null);
    }

    /** Where the group goes on: it may have saved nothing of a partition, or only that it begins with the oldest record. */
    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> saved) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : reader.partitions()) {
            OffsetAndMetadata offset = saved.get(partition);

            offsets.put(
                    partition,
                    offset == null || TopicOffsets.isEarliest(offset) ? kept.begin(partition) : offset.offset());
        }
        return offsets;
    }

    private @Nullable String problem(String name, Map<TopicPartition, Long> offsets) {
        for (TopicPartition partition : reader.partitions()) {
            long offset = offsets.getOrDefault(partition, 0L);
            if (offset < kept.begin(partition) || offset > kept.end(partition)) {
                return TopicConsumption.outOfRange(name, TopicOffsets.shown(partition, offset), kept);
            }
        }
        return null;
    }

    private long millisBehind(TopicPartition partition, long offset, @Nullable TopicPlace consumed) {
        long end = kept.end(partition);
        TopicPlace next = reader.first(partition, offset, end, any -> true);
        TopicPlace newest = next == null ? null : reader.last(partition, kept.begin(partition), end);
        if (next == null || newest == null) {
            return 0; // the ends of transactions are all that is left
        }
        long reached = (consumed == null ? next : consumed).stamp().commitMillis();
        return Math.max(0, newest.stamp().commitMillis() - reached);
    }
}
