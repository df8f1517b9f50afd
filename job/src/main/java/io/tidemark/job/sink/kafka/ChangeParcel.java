package io.tidemark.job.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.TooLargeException;
import io.tidemark.record.Change;
import io.tidemark.record.KeyEncoder;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Table;
import io.tidemark.record.UnencodableValueException;
import io.tidemark.task.Sink;
import io.tidemark.task.Sink.Kafka.Timestamps;
import io.tidemark.task.TopicNames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way from where it is encoded to the one writer, as one array: Flink copies it as it is.
 *
 * <pre>
 *     partition 4 | op 1 | commit LSN 8 | ordinal 8 | commit time 8 | lengths of topic (0: the one of all), table and key (-1: none) 4 + 4 + 4
 *     | topic | table | key | value
 * </pre>
 *
 * A dead letter goes to the same writer, as its line behind a partition that there is not.
 */
final class ChangeParcel implements Packing {

    private static final long serialVersionUID = 1L;

    private static final int HEAD = 4 + 1 + 8 + 8 + 8 + 4 + 4 + 4;
    private static final int NO_KEY = -1;
    private static final int DEAD_LETTER = -1;
    private static final byte[] NOTHING = {};

    private final TopicNames topics;
    private final Partitions partitions;
    private final TopicLimits limits;

    /** Whether records end with a line feed, which a topic has no use for. */
    private final boolean lines;

    private transient @Nullable KeyEncoder keys;
    private transient @Nullable Table latest;
    private transient byte[] latestTopic = NOTHING;
    private transient byte[] latestName = NOTHING;

    ChangeParcel(Sink.Kafka settings, TopicLimits limits) {
        this.topics = settings.topic();
        this.partitions = new Partitions(settings.partitions());
        this.limits = limits;
        this.lines = settings.format() == Sink.Format.JSON;
    }

    @Override
    public void pack(Change change, byte[] record, Collector<byte[]> out)
            throws TooLargeException, UnencodableValueException {
        byte[] key = keys().encode(change);
        name(change.table());
        if (latestTopic.length > TopicNames.LONGEST) {
            throw new TooLargeException("the name of the table's topic would have %d characters, but Kafka takes %d"
                    .formatted(latestTopic.length, TopicNames.LONGEST));
        }
        byte[] parcel = packed(change, key, record);
        if (change.operation() == Operation.TRUNCATE && partitions.count() > 1) {
            for (int partition = 0; partition < partitions.count(); partition++) {
                byte[] one = parcel.clone();
                ByteBuffer.wrap(one).putInt(partition);
                out.collect(one);
            }
        } else {
            out.collect(parcel);
        }
    }

    private byte[] packed(Change change, byte @Nullable [] key, byte[] record) throws TooLargeException {
        byte[] keyBytes = key == null ? NOTHING : key;
        int valueLength = lines ? record.length - 1 : record.length;
        long bytes = (long) latestName.length + keyBytes.length + valueLength;
        if (!limits.fits(bytes)) {
            throw new TooLargeException("the record has %d bytes, but the topic takes no more than %d of one record"
                    .formatted(bytes, limits.recordBytes()));
        }
        return ByteBuffer.allocate((int) (HEAD + latestTopic.length + bytes))
                .putInt(partitions.of(key, latestName))
                .put((byte) change.operation().code())
                .putLong(change.transaction().commitLsn())
                .putLong(change.ordinal())
                .putLong(Math.floorDiv(change.transaction().commitMicros(), 1000L))
                .putInt(latestTopic.length)
                .putInt(latestName.length)
                .putInt(key == null ? NO_KEY : key.length)
                .put(latestTopic)
                .put(latestName)
                .put(keyBytes)
                .put(record, 0, valueLength)
                .array();
    }

    /** @param line with its line feed */
    static byte[] ofDeadLetter(byte[] line) {
        return ByteBuffer.allocate(Integer.BYTES + line.length)
                .putInt(DEAD_LETTER)
                .put(line)
                .array();
    }

    /** The line of a dead letter; {@code null} if the parcel is a change. */
    static byte @Nullable [] deadLetter(byte[] packed) {
        return ByteBuffer.wrap(packed).getInt() == DEAD_LETTER
                ? Arrays.copyOfRange(packed, Integer.BYTES, packed.length)
                : null;
    }

    /**
     * The record of its topic, with its time in these units.
     *
     * @param all the topic of a parcel that names none: all tables have the same
     */
    static ProducerRecord<byte[], byte[]> open(byte[] packed, String all, Timestamps unit) {
        ByteBuffer parcel = ByteBuffer.wrap(packed);
        int partition = parcel.getInt();
        byte operation = parcel.get();
        Position position = new Position(parcel.getLong(), parcel.getLong());
        long commitMillis = parcel.getLong();
        int topicLength = parcel.getInt();
        int tableLength = parcel.getInt();
        int keyLength = parcel.getInt();
        String topic = topicLength == 0 ? all : new String(bytes(parcel, topicLength), US_ASCII);
        byte[] table = bytes(parcel, tableLength);
        byte[] key = keyLength == NO_KEY ? null : bytes(parcel, keyLength);
        byte[] value = bytes(parcel, parcel.remaining());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, RecordTime.of(commitMillis, unit), key, value);
        Headers headers = record.headers();
        headers.add("op", new byte[] {operation});
        headers.add("position", position.toString().getBytes(US_ASCII));
        headers.add("commit-ms", Long.toString(commitMillis).getBytes(US_ASCII));
        if (tableLength > 0) {
            headers.add("table", table);
        }
        return record;
    }

    private static byte[] bytes(ByteBuffer parcel, int length) {
        byte[] bytes = new byte[length];
        parcel.get(bytes);
        return bytes;
    }

    private KeyEncoder keys() {
        KeyEncoder encoder = keys;
        if (encoder == null) {
            encoder = new KeyEncoder();
            keys = encoder;
        }
        return encoder;
    }

    @SuppressWarnings("ReferenceEquality") // to compare two tables by value is to compare all their columns
    private void name(Table table) {
        if (latest != table) {
            latest = table;
            latestName = table == Table.NONE ? NOTHING : table.label().getBytes(UTF_8);
            latestTopic = topics.isPerTable()
                    ? topics.of(table.schema(), table.name()).getBytes(US_ASCII)
                    : NOTHING;
        }
    }
}
