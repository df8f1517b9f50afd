package io.tidemark.reader;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** What the brokers know of groups. */
record TopicBroker(Admin admin, TopicClient client) {

    /** All groups that this login sees, by name, with what they have saved of any topic. */
    SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> saved() {
        failure().answer(admin.describeCluster().nodes()); // where nobody answers, the next question does not say so
        return saved(failure().answer(admin.listConsumerGroups().all()).stream()
                .map(ConsumerGroupListing::groupId)
                .toList());
    }

    /** The same of some groups, whether they are there or not. */
    SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> saved(Collection<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        groups.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
        SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> saved = new TreeMap<>();
        if (specs.isEmpty()) {
            return saved;
        }
        ListConsumerGroupOffsetsResult result = admin.listConsumerGroupOffsets(specs);
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            failure().answer(result.partitionsToOffsetAndMetadata(group)).forEach((partition, offset) -> {
                if (offset != null) {
                    offsets.put(partition, offset);
                }
            });
            saved.put(group, offsets);
        }
        return saved;
    }

    /** Who takes part in a group. */
    TopicMembers members(String group) {
        KafkaFuture<ConsumerGroupDescription> description =
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
        try {
            return TopicMembers.of(description == null ? null : description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return TopicMembers.of(null);
            }
            throw failure().explained(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Moves a group; the broker refuses where somebody takes part in it. */
    void move(String group, TopicOffsets to) {
        try {
            admin.alterConsumerGroupOffsets(group, to.saved()).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                throw isRead(group);
            }
            throw failure().explained(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Forgets what a group has saved, if anything; the broker refuses where somebody takes part in it. */
    void delete(String group) {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                throw isRead(group);
            }
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw failure().explained(e.getCause() == null ? e : e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Groups that have an account of this task; none that this login sees if it may not ask. */
    Collection<String> withAccount() {
        if (!client.asksForLogin()) {
            return List.of();
        }
        try {
            return new TopicAccounts(admin, client).groups();
        } catch (ReaderException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return List.of(); // a group's own login sees itself
            }
            throw e;
        }
    }

    ReaderException isRead(String group) {
        String readers = members(group).readers();
        return new ReaderException(
                "group '%s' is read by %s, and is left as it is: end that consumer first, and all that wait to take over"
                        .formatted(group, readers.equals(TopicMembers.NOBODY) ? "a consumer" : readers));
    }

    TopicFailure failure() {
        return new TopicFailure(client);
    }
}
