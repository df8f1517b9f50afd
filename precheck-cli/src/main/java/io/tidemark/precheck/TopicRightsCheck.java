package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Sink;
import io.tidemark.topic.Brokers;
import io.tidemark.topic.TopicException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** What the login may do with topics that are there, with transactions and with the cluster, where the brokers keep ACLs. */
final class TopicRightsCheck implements KafkaPrecheck {

    @Override
    public String id() {
        return "topic-rights";
    }

    @Override
    public String title() {
        return "the login has the rights that the job needs";
    }

    @Override
    public String why() {
        return "The job asks what the topics are like, and writes to them in transactions. That it may write in a transaction shows only when it does: that it may ask for one is what is looked at here.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) {
        KafkaCommands commands = KafkaCommands.of(sink.settings());
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        rights(sink).forEach((topic, rights) -> {
            Set<AclOperation> lacking = needed(sink.settings());
            lacking.removeAll(rights);
            if (!lacking.isEmpty()) {
                seen.add("%s on topic %s".formatted(String.join(", ", words(lacking)), topic));
                remedy.add(commands.allow(words(lacking), "--topic " + topic));
            }
        });
        if (!mayAskForSettings(sink.connected())) {
            seen.add("DescribeConfigs on the cluster");
            remedy.add(commands.allow(List.of("DescribeConfigs"), "--cluster"));
        }
        String transactions = "tidemark-%s-".formatted(server.task().task());
        if (sink.settings().delivery() == Sink.Kafka.Delivery.EXACTLY_ONCE
                && !mayAskForTransactions(sink.connected(), transactions)) {
            seen.add("Write on transactional ids that begin with " + transactions);
            remedy.add(commands.allow(
                    List.of("Write", "Describe"),
                    "--resource-pattern-type prefixed --transactional-id " + transactions));
        }
        if (seen.isEmpty()) {
            return new Passed("it has them");
        }
        return new Failed("it lacks " + String.join("; ", seen), "these rights", remedy);
    }

    private static Set<AclOperation> needed(Sink.Kafka settings) {
        Set<AclOperation> needed = EnumSet.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS, AclOperation.WRITE);
        if (settings.timestamps() == Sink.Kafka.Timestamps.SECONDS) {
            needed.add(AclOperation.DELETE);
        }
        return needed;
    }

    /** Of the task's topics that this login sees. */
    private static Map<String, Set<AclOperation>> rights(SinkBrokers sink) {
        Brokers brokers = sink.connected();
        Collection<String> topics = brokers.answer(brokers.admin().listTopics().names()).stream()
                .filter(topic -> sink.settings().topic().include(topic)
                        || topic.equals(sink.settings().topic().deadLetters()))
                .toList();
        Map<String, Set<AclOperation>> rights = new TreeMap<>();
        for (TopicDescription topic : brokers.answer(brokers.admin()
                        .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames())
                .values()) {
            if (topic.authorizedOperations() != null) {
                rights.put(topic.name(), topic.authorizedOperations());
            }
        }
        return rights;
    }

    private static boolean mayAskForSettings(Brokers brokers) {
        try {
            brokers.config();
            return true;
        } catch (TopicException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private static boolean mayAskForTransactions(Brokers brokers, String prefix) {
        try {
            brokers.answer(brokers.admin()
                    .describeTransactions(List.of(prefix + "precheck"))
                    .all());
            return true;
        } catch (TopicException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return true; // who may not ask is told something else
            }
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    /** As kafka-acls.sh takes them. */
    private static List<String> words(Set<AclOperation> operations) {
        return operations.stream()
                .map(operation -> switch (operation) {
                    case DESCRIBE_CONFIGS -> "DescribeConfigs";
                    case DESCRIBE -> "Describe";
                    case DELETE -> "Delete";
                    default -> "Write";
                })
                .toList();
    }
}
