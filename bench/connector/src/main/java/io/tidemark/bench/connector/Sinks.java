package io.tidemark.bench.connector;

import io.tidemark.bench.peer.PeerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Flink's own sinks, exactly once. */
final class Sinks {

    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private Sinks() {}

    static void add(DataStream<byte[]> records, PeerSettings settings) {
        switch (settings.end()) {
            case NOWHERE -> records.sinkTo(new DiscardingSink<>());
            case FILES ->
                records.sinkTo(
                        FileSink.forRowFormat(new Path(settings.directory().toUri()), new Lines())
                                .withBucketAssigner(new BasePathBucketAssigner<>())
                                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                                .build());
            case KAFKA ->
                records.sinkTo(KafkaSink.<byte[]>builder()
                        .setBootstrapServers(settings.brokers())
                        .setKafkaProducerConfig(producer())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(settings.topic())
                        .setRecordSerializer(KafkaRecordSerializationSchema.<byte[]>builder()
                                .setTopic(settings.topic())
                                .setValueSerializationSchema(new AsItIs())
                                .build())
                        .build());
        }
    }

    private static Properties producer() {
        Properties properties = new Properties();
        properties.setProperty("transaction.timeout.ms", Long.toString(LONGEST_TRANSACTION.toMillis()));
        properties.setProperty("linger.ms", "5");
        properties.setProperty("batch.size", Integer.toString(1 << 18));
        return properties;
    }

    private record Lines() implements Encoder<byte[]> {

        @Override
        public void encode(byte[] record, OutputStream file) throws IOException {
            file.write(record);
            file.write('\n');
        }
    }
}
