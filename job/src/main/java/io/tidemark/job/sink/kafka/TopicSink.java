package io.tidemark.job.sink.kafka;

import io.tidemark.task.Sink.Kafka;
import io.tidemark.topic.ClientProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's sink, made where it runs: its properties hold secrets, and would travel with the job. It takes blocks of parcels, and
 * has a committer that loses nothing silently.
 */
final class TopicSink implements Sink<byte[]>, SupportsWriterState<byte[], Object>, SupportsCommitter<Object> {

    private static final long serialVersionUID = 1L;

    private final Kafka settings;
    private final TopicLimits limits;
    private final String topic;
    private final String transactions;
    private final String submission;
    private final KafkaRecordSerializationSchema<ByteBuffer> records;

    /**
     * @param transactions what the names of all transactions of this task on this topic begin with
     * @param submission tells this submission's from others
     */
    TopicSink(
            Kafka settings,
            TopicLimits limits,
            String topic,
            String transactions,
            String submission,
            KafkaRecordSerializationSchema<ByteBuffer> records) {
        this.settings = settings;
        this.limits = limits;
        this.topic = topic;
        this.transactions = transactions;
        this.submission = submission;
        this.records = records;
    }

    @Override
    @Deprecated
    public SinkWriter<byte[]> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink 1.20 asks for the other one");
    }

    @Override
    public SinkWriter<byte[]> createWriter(WriterInitContext context) throws IOException {
        abortLingering(context);
        return new BlockWriter<>(connector().createWriter(context));
    }

    @Override
    public StatefulSinkWriter<byte[], Object> restoreWriter(WriterInitContext context, Collection<Object> state)
            throws IOException {
        abortLingering(context);
        return new BlockWriter<>(withState().restoreWriter(context, state));
    }

    @Override
    public SimpleVersionedSerializer<Object> getWriterStateSerializer() {
        return withState().getWriterStateSerializer();
    }

    @Override
    public Committer<Object> createCommitter(CommitterInitContext context) throws IOException {
        return new StrictCommitter<>(committing().createCommitter(context), topic);
    }

    @Override
    public SimpleVersionedSerializer<Object> getCommittableSerializer() {
        return committing().getCommittableSerializer();
    }

    private void abortLingering(WriterInitContext context) throws IOException {
        if (settings.delivery() == Kafka.Delivery.EXACTLY_ONCE) {
            try {
                new LingeringTransactions(transactions)
                        .abort(
                                ClientProperties.of(settings),
                                context.getRestoredCheckpointId().orElse(0));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while ending transactions of earlier attempts", e);
            }
        }
    }

    /** Its states and committables are of types that the connector keeps to itself. */
    @SuppressWarnings("unchecked")
    private SupportsWriterState<ByteBuffer, Object> withState() {
        return (SupportsWriterState<ByteBuffer, Object>) (SupportsWriterState<ByteBuffer, ?>) connector();
    }

    @SuppressWarnings("unchecked")
    private SupportsCommitter<Object> committing() {
        return (SupportsCommitter<Object>) (SupportsCommitter<?>) connector();
    }

    private KafkaSink<ByteBuffer> connector() {
        Properties properties = ProducerProperties.of(settings, limits);
        return KafkaSink.<ByteBuffer>builder()
                .setBootstrapServers(settings.brokers())
                .setKafkaProducerConfig(properties)
                .setTransactionalIdPrefix(transactions + submission)
                .setDeliveryGuarantee(
                        settings.delivery() == Kafka.Delivery.EXACTLY_ONCE
                                ? DeliveryGuarantee.EXACTLY_ONCE
                                : DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(records)
                .build();
    }
}
