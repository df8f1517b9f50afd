package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Sink;
import io.tidemark.topic.BrokerFailure;
import io.tidemark.topic.TopicException;
import io.tidemark.topic.TopicPlan;
import io.tidemark.topic.TopicState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** A topic that is there must be as the task says; one that is missing is made by the job, if the broker lets it. */
final class TopicsCheck implements KafkaPrecheck {

    @Override
    public String id() {
        return "topics";
    }

    @Override
    public String title() {
        return "the topics are as the task says, or can be made";
    }

    @Override
    public String why() {
        return "The job makes topics that are missing and never alters one that is there: it does not start with one that is otherwise than the task file says.";
    }

    @Override
    public Finding run(SinkBrokers sink, SourceServer server) throws SQLException {
        TaskTopics topics = TaskTopics.of(sink, server);
        KafkaCommands commands = KafkaCommands.of(sink.settings());
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (TopicState topic : topics.there().values()) {
            differences(topic, sink.settings(), commands, seen, remedy);
        }
        refusals(sink, server, topics, commands, seen, remedy);
        if (!seen.isEmpty()) {
            return new Failed(
                    String.join("; ", seen), "topics as the task file says, or the right to make them", remedy);
        }
        return new Passed("%d are there, %d can be made"
                .formatted(topics.there().size(), topics.missing().size()));
    }

    private static void differences(
            TopicState topic, Sink.Kafka settings, KafkaCommands commands, List<String> seen, List<String> remedy) {
        int partitions = settings.partitionsOf(topic.name());
        long retention = TopicPlan.retentionMillis(topic.name(), settings);
        Integer replication = settings.replication();
        topic.differences(settings).forEach(sentence -> seen.add(sentence.substring(0, sentence.lastIndexOf(". "))));
        if (topic.partitions() < partitions) {
            remedy.add(commands.addPartitions(topic.name(), partitions));
        } else if (topic.partitions() > partitions) {
            remedy.add("Say partitions: %d in sink.kafka, or have it made anew with what is in it lost:"
                    .formatted(topic.partitions()));
            remedy.add(commands.delete(topic.name()));
        }
        if (topic.retentionMillis() != retention) {
            remedy.add(commands.configure(topic.name(), TopicConfig.RETENTION_MS_CONFIG, retention));
        }
        if (replication != null && topic.replication() != replication) {
            remedy.add("Say replication: %d in sink.kafka".formatted(topic.replication()));
        }
        if (!topic.cleanup().equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
            remedy.add(commands.configure(
                    topic.name(), TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        }
        if (topic.leastInSync() > topic.replication()) {
            seen.add("topic %s has min.insync.replicas=%d, but %d %s, so that it takes nothing"
                    .formatted(
                            topic.name(),
                            topic.leastInSync(),
                            topic.replication(),
                            topic.replication() == 1 ? "replica" : "replicas"));
            remedy.add(commands.configure(
                    topic.name(), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Math.max(1, topic.replication() - 1)));
        }
    }

    /** Asks the broker whether it would make what is missing. */
    private static void refusals(
            SinkBrokers sink,
            SourceServer server,
            TaskTopics topics,
            KafkaCommands commands,
            List<String> seen,
            List<String> remedy) {
        Map<String, KafkaFuture<Void>> made = sink.connected()
                .admin()
                .createTopics(
                        topics.missing().stream()
                                .map(topic -> TopicPlan.of(
                                        topic, sink.settings(), server.task().guard()))
                                .toList(),
                        new CreateTopicsOptions().validateOnly(true))
                .values();
        for (String topic : topics.missing()) {
            try {
                sink.connected().answer(Objects.requireNonNull(made.get(topic)));
            } catch (TopicException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                seen.add("topic %s is missing, and the broker would not make it: %s"
                        .formatted(topic, BrokerFailure.said(cause)));
                remedy.add(way(topic, cause, commands));
            }
        }
    }

    private static String way(String topic, Throwable cause, KafkaCommands commands) {
        if (cause instanceof AuthorizationException) {
            return commands.allow(List.of("Create", "Describe", "DescribeConfigs", "Write"), "--topic " + topic);
        }
        if (cause instanceof TopicExistsException) {
            return commands.allow(List.of("Describe", "DescribeConfigs", "Write"), "--topic " + topic);
        }
        return "Correct sink.kafka.replication or sink.kafka.partitions, or have %s made by an administrator"
                .formatted(topic);
    }
}
