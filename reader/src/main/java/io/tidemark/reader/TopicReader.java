package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.record.Position;
import io.tidemark.task.Sink;
import io.tidemark.task.TopicNames;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks at single records of a topic, and moves no group. What is not committed is not seen. */
final class TopicReader implements Closeable {

    /** Most looks are for one record: they should not bring a megabyte each. */
    private static final String FETCH_BYTES = "65536";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_STEP_BACK = 16;

    private final TopicFailure failure;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final boolean seconds;

    /** @throws ReaderException if the topic is missing, or the login may not read it */
    TopicReader(TopicClient client) {
        this.failure = new TopicFailure(client);
        this.seconds = client.sink().timestamps() == Sink.Kafka.Timestamps.SECONDS;
        this.consumer = client.consumer(
                Map.of(),
                Map.of(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        FETCH_BYTES,
                        // only what is there is looked at, and the next look would wait for the one that waits for more
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        "0"));
        try {
            this.partitions = partitions(consumer, client.topics());
        } catch (KafkaException e) {
            consumer.close(Duration.ZERO);
            throw failure.explained(e);
        } catch (ReaderException e) {
            consumer.close(Duration.ZERO);
            throw e;
        }
    }

    /** @throws ReaderException if there is none */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, TopicNames topics) {
        List<TopicPartition> partitions = found(consumer, topics);
        if (partitions.isEmpty()) {
            throw new ReaderException(TopicFailure.missing(topics.text()));
        }
        return partitions;
    }

    /** Of the topics that are there and that this login sees. */
    static List<TopicPartition> found(KafkaConsumer<byte[], byte[]> consumer, TopicNames topics) {
        Stream<PartitionInfo> found = topics.isPerTable()
                ? consumer.listTopics().values().stream()
                        .flatMap(List::stream)
                        .filter(info -> topics.include(info.topic()))
                : consumer.partitionsFor(topics.text()).stream();
        return found.map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(TopicOffsets.ORDER)
                .toList();
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Where what is kept begins. */
    Map<TopicPartition, Long> begins() {
        try {
            return consumer.beginningOffsets(partitions);
        } catch (KafkaException e) {
            throw failure.explained(e);
        }
    }

    /** Where what is committed ends. */
    Map<TopicPartition, Long> ends() {
        try {
            return consumer.endOffsets(partitions);
        } catch (KafkaException e) {
            throw failure.explained(e);
        }
    }

    /** The offset of the first record that was published then or later; {@code null} if there is none. */
    @Nullable
    Long publishedAt(TopicPartition partition, long millis) {
        try {
            OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, seconds ? millis / 1000 : millis))
                    .get(partition);
            return found == null ? null : found.offset();
        } catch (KafkaException e) {
            throw failure.explained(e);
        }
    }

    /** The first record from an offset on that is wanted, {@code null} if there is none before {@code end}. */
    @Nullable
    TopicPlace first(TopicPartition partition, long from, long end, Predicate<Stamp> wanted) {
        Walk walk = new Walk(partition, from, end);
        for (ConsumerRecord<byte[], byte[]> record = walk.next(); record != null; record = walk.next()) {
            Stamp stamp = stamp(record);
            if (wanted.test(stamp)) {
                return new TopicPlace(partition, record.offset(), stamp);
            }
        }
        return null;
    }

    /** The last record before an offset, {@code null} if there is none from {@code begin} on. */
    @Nullable
    TopicPlace last(TopicPartition partition, long begin, long before) {
        // the ends of transactions have offsets too, and what was aborted, so nobody knows how far it is
        for (long step = FIRST_STEP_BACK; ; step *= 2) {
            long from = Math.max(begin, before - step);
            Walk walk = new Walk(partition, from, before);
            ConsumerRecord<byte[], byte[]> last = null;
            for (ConsumerRecord<byte[], byte[]> next = walk.next(); next != null; next = walk.next()) {
                last = next;
            }
            if (last != null) {
                return new TopicPlace(partition, last.offset(), stamp(last));
            }
            if (from <= begin) {
                return null;
            }
        }
    }

    private static Stamp stamp(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Stamp(Position.parse(header(record, "position")), Long.parseLong(header(record, "commit-ms")));
        } catch (IllegalArgumentException e) {
            throw new ReaderException(
                    "the record at offset %d of partition %d of topic '%s' was not published by Tidemark: its headers 'position' and 'commit-ms' do not tell where it stands"
                            .formatted(record.offset(), record.partition(), record.topic()));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), US_ASCII);
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }

    /** The records from one offset to another. */
    private final class Walk {

        private final TopicPartition partition;
        private final long end;
        private List<ConsumerRecord<byte[], byte[]>> fetched = List.of();
        private int at;

        Walk(TopicPartition partition, long from, long end) {
            this.partition = partition;
            this.end = end;
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
        }

        @Nullable
        ConsumerRecord<byte[], byte[]> next() {
            long began = System.nanoTime();
            while (at == fetched.size()) {
                if (consumer.position(partition) >= end) {
                    return null;
                }
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw failure.explained(new TimeoutException("no record came"));
                }
                fetched = poll();
                at = 0;
            }
            ConsumerRecord<byte[], byte[]> next = fetched.get(at++);
            return next.offset() < end ? next : null;
        }

        private List<ConsumerRecord<byte[], byte[]>> poll() {
            try {
                return consumer.poll(POLL).records(partition);
            } catch (OffsetOutOfRangeException e) {
                throw new ReaderException(
                        "the retention removed records of topic '%s' while they were looked at: try again"
                                .formatted(Objects.requireNonNull(partition).topic()),
                        e);
            } catch (KafkaException e) {
                throw failure.explained(e);
            }
        }
    }
}
