package io.tidemark.job.sink.kafka;

import io.tidemark.job.guard.DeadLetter;
import io.tidemark.task.Sink.Kafka.Timestamps;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of the topics. */
final class TopicRecords {

    private TopicRecords() {}

    /** Opens a {@link ChangeParcel}. */
    record OfChanges(String topic, Timestamps unit) implements KafkaRecordSerializationSchema<ByteBuffer> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                ByteBuffer parcel, KafkaSinkContext context, @Nullable Long timestamp) {
            return ChangeParcel.open(parcel, topic, unit);
        }
    }

    /** The same, and sees to it that the topic of a table is there before its first record. */
    static final class OfTables implements KafkaRecordSerializationSchema<ByteBuffer> {

        private static final long serialVersionUID = 1L;

        private final TableTopics topics;
        private transient @Nullable Set<String> there;

        OfTables(TableTopics topics) {
            this.topics = topics;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                ByteBuffer parcel, KafkaSinkContext context, @Nullable Long timestamp) {
            ProducerRecord<byte[], byte[]> record = ChangeParcel.open(
                    parcel, topics.settings().topic().text(), topics.settings().timestamps());
            Set<String> known = there;
            if (known == null) {
                known = new HashSet<>();
                there = known;
            }
            if (!known.contains(record.topic())) {
                topics.provide(record.topic());
                known.add(record.topic());
            }
            return record;
        }
    }

    /** Others' records, and what is too old of those that are there is deleted now and then. */
    record WithRetention(KafkaRecordSerializationSchema<ByteBuffer> records, OldRecords old)
            implements KafkaRecordSerializationSchema<ByteBuffer> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                ByteBuffer element, KafkaSinkContext context, @Nullable Long timestamp) {
            old.deleteNowAndThen();
            return records.serialize(element, context, timestamp);
        }
    }

    /**
     * Others' records, and dead letters, each without the row where that is too large for the topic.
     *
     * @param topic of the dead letters
     */
    record AndDeadLetters(KafkaRecordSerializationSchema<ByteBuffer> changes, String topic, TopicLimits limits)
            implements KafkaRecordSerializationSchema<ByteBuffer> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                ByteBuffer parcel, KafkaSinkContext context, @Nullable Long timestamp) {
            byte[] line = ChangeParcel.deadLetter(parcel);
            if (line == null) {
                return changes.serialize(parcel, context, timestamp);
            }
            byte[] letter = limits.fits(line.length) ? line : DeadLetter.withoutRow(line);
            return new ProducerRecord<>(topic, 0, null, Arrays.copyOf(letter, letter.length - 1));
        }
    }
}
