package io.tidemark.reader;

import io.tidemark.task.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.jspecify.annotations.Nullable;

/** Who takes part in a group now; of them, those read that a partition was given to. */
record TopicMembers(Collection<MemberDescription> all) {

    /** What DTS shows for nobody, and what programs look for. */
    static final String NOBODY = "-1";

    static TopicMembers of(@Nullable ConsumerGroupDescription group) {
        return new TopicMembers(group == null ? List.of() : group.members());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether all that they read is of other topics. */
    boolean readOnlyOthers(TopicNames topics) {
        return !all.isEmpty()
                && all.stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .noneMatch(partition -> topics.include(partition.topic()))
                && all.stream()
                        .anyMatch(
                                member -> !member.assignment().topicPartitions().isEmpty());
    }

    /** For people: {@code process-4711-on-db1 on 10.0.0.7}. */
    String readers() {
        String readers = all.stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(member ->
                        "%s on %s".formatted(member.clientId(), member.host().replaceFirst("^/", "")))
                .sorted()
                .collect(Collectors.joining(", "));
        return readers.isEmpty() ? NOBODY : readers;
    }
}
