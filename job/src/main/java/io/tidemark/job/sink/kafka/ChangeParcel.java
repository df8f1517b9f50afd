package io.tidemark.job.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.TooLargeException;
import io.tidemark.record.Change;
import io.tidemark.record.KeyEncoder;
import io.tidemark.record.Position;
import io.tidemark.record.Table;
import io.tidemark.record.UnencodableValueException;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way from where it is encoded to the one writer, as one array: Flink copies it as it is.
 *
 * <pre>
 *     op 1 | commit LSN 8 | ordinal 8 | commit time 8 | length of table 4 | of key 4, -1 for none | table | key | value
 * </pre>
 */
final class ChangeParcel implements Packing {

    private static final long serialVersionUID = 1L;

    private static final int HEAD = 1 + 8 + 8 + 8 + 4 + 4;
    private static final int NO_KEY = -1;

    private final TopicLimits limits;
    private final boolean lines;
    private transient @Nullable KeyEncoder keys;
    private transient @Nullable Table latest;
    private transient byte[] latestName = {};

    /** @param lines whether records end with a line feed, which a topic has no use for */
    ChangeParcel(TopicLimits limits, boolean lines) {
        this.limits = limits;
        this.lines = lines;
    }

    @Override
    public byte[] pack(Change change, byte[] record) throws TooLargeException, UnencodableValueException {
        byte[] key = keys().encode(change);
        byte[] table = name(change.table());
        int keyLength = key == null ? 0 : key.length;
        int valueLength = lines ? record.length - 1 : record.length;
        long bytes = (long) table.length + keyLength + valueLength;
        if (!limits.fits(bytes)) {
            throw new TooLargeException("the record has %d bytes, but the topic takes no more than %d of one record"
                    .formatted(bytes, limits.recordBytes()));
        }
        ByteBuffer parcel = ByteBuffer.allocate((int) (HEAD + bytes))
                .put((byte) change.operation().code())
                .putLong(change.transaction().commitLsn())
                .putLong(change.ordinal())
                .putLong(Math.floorDiv(change.transaction().commitMicros(), 1000L))
                .putInt(table.length)
                .putInt(key == null ? NO_KEY : keyLength)
                .put(table);
        if (key != null) {
            parcel.put(key);
        }
        return parcel.put(record, 0, valueLength).array();
    }

    /** The record of the topic; its time is when it is published, so that the retention begins then. */
    static ProducerRecord<byte[], byte[]> open(byte[] packed, String topic) {
        ByteBuffer parcel = ByteBuffer.wrap(packed);
        byte operation = parcel.get();
        Position position = new Position(parcel.getLong(), parcel.getLong());
        long commitMillis = parcel.getLong();
        int tableLength = parcel.getInt();
        int keyLength = parcel.getInt();
        byte[] table = bytes(parcel, tableLength);
        byte[] key = keyLength == NO_KEY ? null : bytes(parcel, keyLength);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, bytes(parcel, parcel.remaining()));
        Headers headers = record.headers();
        headers.add("op", new byte[] {operation});
        headers.add("position", position.toString().getBytes(US_ASCII));
        headers.add("commit-ms", Long.toString(commitMillis).getBytes(US_ASCII));
        headers.add("table", table);
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
    private byte[] name(Table table) {
        if (latest != table) {
            latest = table;
            latestName = table.label().getBytes(UTF_8);
        }
        return latestName;
    }
}
