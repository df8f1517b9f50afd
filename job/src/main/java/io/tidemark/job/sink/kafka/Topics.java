package io.tidemark.job.sink.kafka;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.NoValues;
import io.tidemark.job.sink.Publisher;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A topic of changes, or one for each table, and one of dead letters beside. See docs/kafka.md for what a reader finds. */
public final class Topics implements Publisher {

    private final String task;
    private final Guard guard;
    private final Sink.Kafka settings;
    private final TopicLimits limits;

    /** @param limits as {@link TopicStart} found them */
    public Topics(TaskFile task, Sink.Kafka settings, TopicLimits limits) {
        this.task = task.task();
        this.guard = task.guard();
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public ValueStore values() {
        return new NoValues();
    }

    @Override
    public Packing packing() {
        return new ChangeParcel(settings, limits);
    }

    /** All by one writer: it has one transaction for each checkpoint, whose end is what a reader waits for. */
    @Override
    public void write(DataStream<byte[]> changes, DataStream<byte[]> deadLetters) {
        String topic = settings.topic().text();
        String transactions = "tidemark-%s-%s-".formatted(task, CHANGES);
        String submission = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
        KafkaRecordSerializationSchema<ByteBuffer> schema =
                new TopicRecords.AndDeadLetters(ofChanges(), settings.topic().deadLetters(), limits);
        // global() keeps it out of the readers' chain, where those are one as well: it would get their maximum, and its
        // checkpoint fit no other parallelism
        changes.global()
                .connect(deadLetters.global())
                .map(new JoinDeadLetters())
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("join-" + DEAD_LETTER)
                .uid("join-" + DEAD_LETTER)
                .setParallelism(1)
                .setMaxParallelism(1)
                .sinkTo(new TopicSink(settings, limits, topic, transactions, submission, schema))
                .name(CHANGES)
                .uid(CHANGES)
                .setParallelism(1)
                .setMaxParallelism(1);
    }

    private KafkaRecordSerializationSchema<ByteBuffer> ofChanges() {
        KafkaRecordSerializationSchema<ByteBuffer> records = settings.topic().isPerTable()
                ? new TopicRecords.OfTables(new TableTopics(settings, guard, limits))
                : new TopicRecords.OfChanges(settings.topic().text(), settings.timestamps());
        return settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                ? new TopicRecords.WithRetention(records, new OldRecords(settings))
                : records;
    }
}
