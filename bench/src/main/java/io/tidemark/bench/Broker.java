package io.tidemark.bench;

import io.tidemark.embedded.server.KafkaServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The Kafka broker of the benchmark, which is started when it is first needed. */
final class Broker implements AutoCloseable {

    private static final String TOPIC = "bench";

    private static final Map<String, String> SETTINGS = Map.of(
            // what one contender wrote is gone when the next one writes
            "log.segment.delete.delay.ms", "1000",
            "log.message.timestamp.type", "CreateTime");

    private final Path directory;
    private @Nullable KafkaServer server;

    Broker(Path directory) {
        this.directory = directory;
    }

    String bootstrap() {
        return started().bootstrap();
    }

    /** Its process, if it was started. */
    Stream<ProcessHandle> processes() {
        return Optional.ofNullable(server).stream().flatMap(running -> ProcessHandle.of(running.pid()).stream());
    }

    /** Reads committed records from the topic's first. */
    KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = ArrivedRecords.consumer(bootstrap());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    Arrivals arrivals(RecordCheck check) {
        return new ArrivedRecords(bootstrap(), TOPIC, check);
    }

    /** Deletes what was written, and makes the topic anew as the job would. */
    void freshTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            for (String topic : List.of(TOPIC, TOPIC + ".dead-letter")) {
                delete(admin, topic);
            }
            Patience.until("the topic to be gone", 50, () -> made(admin));
        }
    }

    private static void delete(Admin admin, String topic) throws InterruptedException {
        try {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaException("the topic '%s' cannot be deleted".formatted(topic), e.getCause());
            }
        }
    }

    private static boolean made(Admin admin) throws InterruptedException {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1)
                .configs(Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", "86400000",
                        "max.message.bytes", Integer.toString(32 << 20)));
        try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // its deletion is not through
            }
            throw new KafkaException("the topic '%s' cannot be made".formatted(TOPIC), e.getCause());
        }
    }

    private KafkaServer started() {
        KafkaServer running = server;
        if (running == null) {
            running = KafkaServer.startLastingIn(directory, SETTINGS);
            server = running;
        }
        return running;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
