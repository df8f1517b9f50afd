package io.tidemark.job.sink.kafka;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.Framing;
import io.tidemark.job.sink.GatherRecords;
import io.tidemark.job.sink.NoValues;
import io.tidemark.job.sink.Publisher;
import io.tidemark.job.sink.SpreadRecords;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
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

    @Override
    public void write(DataStream<byte[]> records, String name) {
        boolean changes = name.equals(CHANGES);
        String topic = changes ? settings.topic().text() : settings.topic().deadLetters();
        KafkaRecordSerializationSchema<byte[]> schema =
                changes ? ofChanges() : new TopicRecords.OfDeadLetters(topic, limits);
        String transactions = "tidemark-%s-%s-".formatted(task, name);
        String submission = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
        // global() keeps it out of the readers' chain, where those are one as well: it would get their maximum, and its
        // checkpoint fit no other parallelism
        (changes ? oneByOne(GatherRecords.of(records, name, Framing.LENGTHS).global(), name) : records.global())
                .sinkTo(new TopicSink(settings, limits, topic, transactions, submission, schema))
                .name(name)
                .uid(name)
                .setParallelism(1)
                .setMaxParallelism(1);
    }

    private static DataStream<byte[]> oneByOne(DataStream<byte[]> gathered, String name) {
        return gathered.flatMap(new SpreadRecords())
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("spread-" + name)
                .uid("spread-" + name)
                .setParallelism(1)
                .setMaxParallelism(1);
    }

    private KafkaRecordSerializationSchema<byte[]> ofChanges() {
        KafkaRecordSerializationSchema<byte[]> records = settings.topic().isPerTable()
                ? new TopicRecords.OfTables(new TableTopics(settings, guard, limits))
                : new TopicRecords.OfChanges(settings.topic().text(), settings.timestamps());
        return settings.timestamps() == Sink.Kafka.Timestamps.SECONDS
                ? new TopicRecords.WithRetention(records, new OldRecords(settings))
                : records;
    }
}
