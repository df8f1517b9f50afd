package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Copies the records of a topic that a group has not read yet to the output. The brokers give each partition to one consumer of the
 * group, so that with one partition one reads, and the others stand by.
 */
final class TopicConsumption implements Closeable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final TopicClient client;
    private final GroupName name;
    private final Output output;
    private final StopSignal stop;
    private final Consumer<String> messages;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicFailure failure;
    private final TopicLines lines;
    private final TopicShare share;
    private boolean saidWhoReads;

    /** @param messages is told once of what is waited for */
    TopicConsumption(TopicClient client, GroupName name, Output output, StopSignal stop, Consumer<String> messages) {
        this.client = client;
        this.name = name;
        this.output = output;
        this.stop = stop;
        this.messages = messages;
        this.consumer = client.consumer(unlessSaid(), Map.of(ConsumerConfig.GROUP_ID_CONFIG, name.value()));
        this.failure = new TopicFailure(client);
        this.lines = new TopicLines(client.sink().format());
        this.share = new TopicShare(consumer, output, messages);
    }

    private static Map<String, String> unlessSaid() {
        Holder self = Holder.self();
        return Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "process-%d-on-%s".formatted(self.process(), self.host()),
                // whoever joins takes nothing from who reads; beside a client that knows only the other, by that
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                StickyAssignor.class.getName() + "," + RangeAssignor.class.getName(),
                // a slow reader of the output is no reason to read with another consumer
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Integer.toString(Integer.MAX_VALUE),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                "10000",
                // within this a topic of a new table is found
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                "10000");
    }

    /** Returns when the job has made the topic, or a stop is requested. */
    void awaitTopic() {
        for (boolean said = false; !stop.isRequested() && !isThere(); said = true) {
            if (!said) {
                messages.accept(
                        "waiting for the topic '%s': the job makes it when it first starts".formatted(client.topic()));
            }
            stop.pause(Duration.ofSeconds(1));
        }
    }

    private boolean isThere() {
        try {
            return !TopicReader.found(consumer, client.topics()).isEmpty();
        } catch (KafkaException e) {
            throw failure.explained(e);
        }
    }

    /**
     * Copies, from {@code from} on if that is not null.
     *
     * @throws ReaderException if the next record was removed or is none of ours, or the brokers refuse
     * @throws OutputException if the output failed
     */
    Outcome run(@Nullable StartPoint from, AtEnd atEnd) throws IOException {
        try {
            TopicReader.partitions(consumer, client.topics());
            Outcome outcome = copy(from, atEnd);
            share.save(true);
            return outcome;
        } catch (OutputException e) {
            share.forget(); // nobody knows what was taken out of a pipe that is closed now
            if (e.isClosedPipe()) {
                return Outcome.OUTPUT_CLOSED;
            }
            throw e;
        } catch (OffsetOutOfRangeException e) {
            throw removed(e);
        } catch (KafkaException e) {
            IOException unsaved = share.failedToSave(e);
            if (unsaved != null) {
                throw unsaved;
            }
            throw failure.explained(share.cause(e));
        }
    }

    private Outcome copy(@Nullable StartPoint from, AtEnd atEnd) throws IOException {
        share.subscribe(client.topics(), from != null);
        StartPoint start = from;
        while (!stop.isRequested()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!share.isActive()) {
                sayWhoReads();
            } else if (start != null) {
                share.moveTo(located(start)); // what was polled before came from elsewhere
                start = null;
            } else {
                pass(records);
                if (atEnd == AtEnd.RETURN && share.isAtEnd()) {
                    return share.isEmpty() ? Outcome.NOTHING_YET : Outcome.AT_END;
                }
                share.save(false);
            }
        }
        return Outcome.STOPPED;
    }

    private void pass(ConsumerRecords<byte[], byte[]> records) throws IOException {
        for (TopicPartition partition : records.partitions()) {
            pass(partition, records.records(partition));
        }
        share.passedAll();
    }

    private void pass(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        long next = records.get(0).offset();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                lines.add(record);
            } catch (ReaderException e) {
                write(partition, next);
                share.save(true); // what is out is out, whatever is wrong with what comes next
                throw e;
            }
            next = record.offset() + 1;
            if (lines.areEnough()) {
                write(partition, next);
            }
        }
        write(partition, next);
    }

    private void write(TopicPartition partition, long next) throws IOException {
        output.write(lines.take());
        share.written(partition, next);
    }

    private TopicOffsets located(StartPoint start) {
        try (TopicReader reader = new TopicReader(client)) {
            return start.locate(new TopicSearch(reader));
        }
    }

    private void sayWhoReads() {
        if (saidWhoReads) {
            return;
        }
        try (TopicGroups groups = new TopicGroups(client)) {
            String readers = groups.readers(name);
            if (!readers.equals(TopicMembers.NOBODY)) { // while the brokers give out partitions nobody reads
                messages.accept("group '%s' is read by %s: waiting to take over".formatted(name, readers));
                saidWhoReads = true;
            }
        }
    }

    private ReaderException removed(OffsetOutOfRangeException e) {
        Map.Entry<TopicPartition, Long> place =
                e.offsetOutOfRangePartitions().entrySet().iterator().next();
        try (TopicReader reader = new TopicReader(client)) {
            return new ReaderException(
                    outOfRange(
                            name.value(),
                            TopicOffsets.shown(place.getKey(), Objects.requireNonNull(place.getValue())),
                            TopicKept.of(reader)),
                    e);
        }
    }

    /** What to tell an operator of a group that cannot go on. */
    static String outOfRange(String group, String place, TopicKept kept) {
        return "group '%s' cannot go on without leaving out records: it stands at %s, which the retention removed, or which was of a topic that was deleted. Kept is %s. To go on with the oldest record that is kept, and do without those that were removed: consume --from earliest, or groups reset --to earliest"
                .formatted(group, place, kept);
    }

    /** Leaves the group, so that another consumer takes over at once. */
    @Override
    public void close() {
        consumer.close(GOODBYE);
    }
}
