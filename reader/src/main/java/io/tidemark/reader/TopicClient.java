package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TopicNames;
import io.tidemark.topic.BrokerFailure;
import io.tidemark.topic.ClientProperties;
import io.tidemark.topic.TopicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** How a task's topic is reached. It holds secrets. */
final class TopicClient {

    private final String task;
    private final Sink.Kafka sink;
    private final Properties properties = new Properties();

    private TopicClient(String task, Sink.Kafka sink) {
        this.task = task;
        this.sink = sink;
    }

    /**
     * Reveals the secrets of the sink, and no others.
     *
     * @param config properties of a client that go over the task's; {@code null} for none
     */
    static TopicClient of(TaskFile task, Sink.Kafka sink, @Nullable Path config) throws IOException {
        TopicClient client = new TopicClient(task.task(), sink);
        Properties over = new Properties();
        if (config != null) {
            try (InputStream file = Files.newInputStream(config)) {
                over.load(file);
            } catch (IllegalArgumentException e) {
                throw new ReaderException("'%s' is not a file of properties: a \\u in it is not followed by four digits"
                        .formatted(config));
            }
        }
        try {
            client.properties.putAll(ClientProperties.answeredSoon(ClientProperties.of(sink, over)));
        } catch (TopicException e) {
            throw new ReaderException(
                    e.getMessage() + ". Provide it, or bring another login with --config FILE", e.getCause());
        }
        return client;
    }

    String task() {
        return task;
    }

    Sink.Kafka sink() {
        return sink;
    }

    TopicNames topics() {
        return sink.topic();
    }

    /** For people: as the task has it. */
    String topic() {
        return sink.topic().text();
    }

    String brokers() {
        return properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** Whether the brokers ask for a login, so that a group has an account. */
    boolean asksForLogin() {
        return properties
                .getProperty(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
                .startsWith("SASL_");
    }

    Admin admin() {
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw cannotBeMade(e);
        }
    }

    /**
     * A client that sees what is committed only, and moves nothing by itself.
     *
     * @param unlessSaid what holds as long as the user says nothing else
     * @param own what goes over whatever the user says
     */
    KafkaConsumer<byte[], byte[]> consumer(Map<String, String> unlessSaid, Map<String, String> own) {
        Properties all = new Properties();
        all.putAll(unlessSaid);
        all.putAll(properties);
        all.putAll(own);
        all.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try {
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw cannotBeMade(e);
        }
    }

    /** What it means that the brokers refuse or don't answer. */
    BrokerFailure failure() {
        return new BrokerFailure(brokers(), "sink.kafka.properties or --config");
    }

    private ReaderException cannotBeMade(KafkaException e) {
        TopicException told = failure().notMade(e);
        return new ReaderException(String.valueOf(told.getMessage()), told.getCause());
    }
}
