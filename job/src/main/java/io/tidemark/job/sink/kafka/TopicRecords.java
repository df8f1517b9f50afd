package io.tidemark.job.sink.kafka;

import io.tidemark.job.guard.DeadLetter;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of the topics. */
final class TopicRecords {

    private TopicRecords() {}

    /** Opens a {@link ChangeParcel}. */
    record OfChanges(String topic) implements KafkaRecordSerializationSchema<byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                byte[] parcel, KafkaSinkContext context, @Nullable Long timestamp) {
            return ChangeParcel.open(parcel, topic);
        }
    }

    /** A dead letter, without the row where that is too large for the topic. */
    record OfDeadLetters(String topic, TopicLimits limits) implements KafkaRecordSerializationSchema<byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                byte[] line, KafkaSinkContext context, @Nullable Long timestamp) {
            byte[] letter = limits.fits(line.length) ? line : DeadLetter.withoutRow(line);
            return new ProducerRecord<>(topic, 0, null, Arrays.copyOf(letter, letter.length - 1));
        }
    }
}
