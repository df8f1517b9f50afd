package io.tidemark.job.sink.kafka;

import io.tidemark.task.Sink;
import io.tidemark.topic.ClientProperties;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the sink's producers are made with. They hold secrets: see {@link ClientProperties}. */
final class ProducerProperties {

    private static final int MIB = 1 << 20;
    private static final int BATCH_BYTES = MIB / 4;

    private ProducerProperties() {}

    static Properties of(Sink.Kafka settings, TopicLimits limits) {
        Properties properties = ClientProperties.of(settings);
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(limits.recordBytes()));
        properties.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Integer.toString(limits.transactionMillis()));
        properties.putIfAbsent(
                ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(Math.max(32L * MIB, 2L * limits.recordBytes())));
        // a broker takes a batch as it takes a record: not beyond its limit
        properties.putIfAbsent(
                ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(Math.min(BATCH_BYTES, limits.recordBytes())));
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        return properties;
    }
}
