package io.tidemark.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Records in a topic of one partition, as a reader of committed data sees them. */
final class ArrivedRecords implements Arrivals {

    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final RecordCheck check;
    private final Settling settling = new Settling();
    /** Up to which offset there was something to be read, and since when. */
    private final NavigableMap<Long, Instant> ends = new TreeMap<>();

    private long records;
    private long lastOffset = -1;

    /** @param check is given each record, once all have come */
    ArrivedRecords(String brokers, String topic, RecordCheck check) {
        this.consumer = consumer(brokers);
        this.partition = new TopicPartition(topic, 0);
        this.check = check;
    }

    static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", brokers);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("fetch.max.bytes", Integer.toString(1 << 24));
        properties.setProperty("max.partition.fetch.bytes", Integer.toString(1 << 24));
        properties.setProperty("max.poll.records", "10000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Instant await(long rows, Runnable contender) throws Exception {
        while (records < rows) {
            settling.await(BETWEEN_LOOKS_MILLIS, contender, this::end);
            count();
        }
        if (records != rows) {
            throw new BenchException("%d records were published, expected %d".formatted(records, rows));
        }
        Map.Entry<Long, Instant> first = ends.higherEntry(lastOffset);
        return first.getValue();
    }

    @Override
    public Instant firstRead() {
        return check.firstCommit();
    }

    /** The first offset that a reader of committed data may not read yet. */
    private long end() {
        long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        ends.putIfAbsent(end, Instant.now());
        return end;
    }

    private void count() {
        consumer.assign(Set.of(partition));
        long end = end();
        consumer.seek(partition, lastOffset + 1);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                lastOffset = each.offset();
                records += check.record(each) ? 1 : 0;
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
