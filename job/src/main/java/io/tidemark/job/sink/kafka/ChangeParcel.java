package io.tidemark.job.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.TooLargeException;
import io.tidemark.job.sink.Frames;
import io.tidemark.record.Change;
import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.GrowingBytes;
import io.tidemark.record.KeyEncoder;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Table;
import io.tidemark.record.UnencodableValueException;
import io.tidemark.task.Sink;
import io.tidemark.task.Sink.Kafka.Timestamps;
import io.tidemark.task.TopicNames;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way from where it is encoded to the one writer, as a frame of an array of many: Flink copies it as it is.
 *
 * <pre>
 *     partition 4 | op 1 | commit LSN 8 | ordinal 8 | commit time 8 | lengths of topic (0: the one of all), table and key (-1: none) 4 + 4 + 4
 *     | topic | table | key | value
 * </pre>
 *
 * A dead letter goes to the same writer, as its line behind a partition that there is not, in an array by itself.
 */
final class ChangeParcel implements Packing {

    private static final long serialVersionUID = 1L;

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
    public void pack(Change change, ChangeEncoder encoder, GrowingBytes block)
            throws TooLargeException, UnencodableValueException {
        byte[] key = keys().encode(change);
        name(change.table());
        if (latestTopic.length > TopicNames.LONGEST) {
            throw new TooLargeException("the name of the table's topic would have %d characters, but Kafka takes %d"
                    .formatted(latestTopic.length, TopicNames.LONGEST));
        }
        int frame = Frames.begin(block);
        putHead(change, key, block);
        int record = block.length();
        encoder.encode(change, block);
        if (lines) {
            block.truncate(block.length() - 1);
        }
        requireFit(latestName.length + (key == null ? 0 : key.length), block.length() - record);
        Frames.end(block, frame);
        if (change.operation() == Operation.TRUNCATE) {
            int end = block.length();
            for (int partition = 0; partition < partitions.count(); partition++) {
                if (partition > 0) {
                    block.repeat(frame, end);
                }
                block.setInt(frame + partition * (end - frame) + Integer.BYTES, partition);
            }
        }
    }

    private void putHead(Change change, byte @Nullable [] key, GrowingBytes block) {
        block.putInt(partitions.of(key, latestName));
        block.put((byte) change.operation().code());
        block.putLong(change.transaction().commitLsn());
        block.putLong(change.ordinal());
        block.putLong(Math.floorDiv(change.transaction().commitMicros(), 1000L));
        block.putInt(latestTopic.length);
        block.putInt(latestName.length);
        block.putInt(key == null ? NO_KEY : key.length);
        block.put(latestTopic);
        block.put(latestName);
        if (key != null) {
            block.put(key);
        }
    }

    private void requireFit(long nameAndKey, int value) throws TooLargeException {
        if (!limits.fits(nameAndKey + value)) {
            throw new TooLargeException("the record has %d bytes, but the topic takes no more than %d of one record"
                    .formatted(nameAndKey + value, limits.recordBytes()));
        }
    }

    /** @param line with its line feed */
    static byte[] ofDeadLetter(byte[] line) {
        GrowingBytes block = new GrowingBytes();
        int frame = Frames.begin(block);
        block.putInt(DEAD_LETTER);
        block.put(line);
        Frames.end(block, frame);
        return block.toByteArray();
    }

    /** The line of a dead letter; {@code null} if the parcel is a change. */
    static byte @Nullable [] deadLetter(ByteBuffer parcel) {
        if (parcel.getInt(parcel.position()) != DEAD_LETTER) {
            return null;
        }
        ByteBuffer line = parcel.duplicate();
        line.getInt();
        return bytes(line, line.remaining());
    }

    /**
     * The record of its topic, with its time in these units.
     *
     * @param all the topic of a parcel that names none: all tables have the same
     */
    static ProducerRecord<byte[], byte[]> open(ByteBuffer parcel, String all, Timestamps unit) {
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
