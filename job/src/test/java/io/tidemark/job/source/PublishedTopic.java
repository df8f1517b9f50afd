package io.tidemark.job.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as any consumer of committed records does. */
final class PublishedTopic implements Published, AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    PublishedTopic(String bootstrap, String topic) {
        this(bootstrap, topic, 0, Map.of());
    }

    /** @param login what a broker asks for */
    PublishedTopic(String bootstrap, String topic, int partition, Map<String, String> login) {
        Map<String, Object> properties = new HashMap<>(login);
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, partition)));
    }

    @Override
    public void readNew(Consumer<String> lines) {
        newRecords().forEach(record -> lines.accept(new String(record.value(), StandardCharsets.UTF_8)));
    }

    /** Every record that was published since the last call. */
    List<ConsumerRecord<byte[], byte[]>> newRecords() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        ConsumerRecords<byte[], byte[]> some;
        do {
            some = consumer.poll(Duration.ofMillis(20));
            some.forEach(all::add);
        } while (!some.isEmpty());
        return all;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
