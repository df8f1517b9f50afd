package io.tidemark.job.sink.kafka;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.sink.Publisher;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A topic of changes, and one of dead letters beside it. See docs/kafka.md for what a reader finds. */
public final class Topics implements Publisher {

    private final String task;
    private final Sink.Kafka settings;
    private final TopicLimits limits;

    /** @param limits as {@link TopicStart} found them */
    public Topics(TaskFile task, Sink.Kafka settings, TopicLimits limits) {
        this.task = task.task();
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public ValueStore values() {
        return new NoValues();
    }

    @Override
    public Packing packing() {
        return new ChangeParcel(limits, settings.format() == Sink.Format.JSON);
    }

    @Override
    public void write(DataStream<byte[]> records, String name) {
        boolean changes = name.equals(CHANGES);
        String topic = changes ? settings.topic() : settings.deadLetterTopic();
        KafkaRecordSerializationSchema<byte[]> schema =
                changes ? new TopicRecords.OfChanges(topic) : new TopicRecords.OfDeadLetters(topic, limits);
        String transactions = "tidemark-%s-%s-".formatted(task, name);
        String submission = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
        // global() keeps it out of the readers' chain, where those are one as well: it would get their maximum, and its
        // checkpoint fit no other parallelism
        records.global()
                .sinkTo(new TopicSink(settings, limits, topic, transactions, submission, schema))
                .name(name)
                .uid(name)
                .setParallelism(1)
                .setMaxParallelism(1);
    }
}
