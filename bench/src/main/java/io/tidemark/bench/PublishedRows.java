package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.record.JsonLine;
import io.tidemark.record.Position;
import io.tidemark.record.UnreadableRecordException;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the job published: each row of the snapshot once, by its key; changes in the order of their positions, none twice;
 * and the last image of one row in a thousand, column by column, against the table. That nothing is missing follows from
 * the number of records.
 */
final class PublishedRows implements RecordCheck {

    private static final int ONE_IN = 1_000;
    private static final byte[] AFTER = "\"after\":{\"".getBytes(US_ASCII);
    private static final byte[] TABLE = "\"table\":\"".getBytes(US_ASCII);

    private final Values values;
    private final Map<String, BitSet> snapshot = new HashMap<>();
    private final Map<String, Map<Long, byte[]>> images = new HashMap<>();
    private @Nullable Position last;
    private long firstCommitMillis = Long.MAX_VALUE;

    PublishedRows(Values values) {
        this.values = values;
    }

    @Override
    public void line(byte[] file, int offset, int length) {
        try {
            long key = key(file, indexOf(AFTER, file, offset, offset + length) + AFTER.length);
            String table = table(file, offset, length);
            long commit = JsonLine.commitMillis(file, offset, length);
            take(table, key, JsonLine.position(file, offset, length), commit);
            keep(table, key, file, offset, length);
        } catch (UnreadableRecordException e) {
            throw new BenchException("the job published a record that cannot be read: " + e.getMessage());
        }
    }

    @Override
    public boolean record(ConsumerRecord<byte[], byte[]> record) {
        String operation = header(record, "op");
        if (operation.equals("b") || operation.equals("e")) {
            return false;
        }
        String name = header(record, "table");
        String table = name.substring(name.indexOf('.') + 1);
        long key = key(record.key(), 2);
        take(table, key, Position.parse(header(record, "position")), Long.parseLong(header(record, "commit-ms")));
        keep(table, key, record.value(), 0, record.value().length);
        return true;
    }

    @Override
    public Instant firstCommit() {
        return Instant.ofEpochMilli(firstCommitMillis);
    }

    @Override
    public void verdict(SourceDatabase source) throws Exception {
        values.compare(source, images, ONE_IN);
    }

    private void take(String table, long key, Position position, long commitMillis) {
        firstCommitMillis = Math.min(firstCommitMillis, commitMillis);
        if (position.ordinal() == 0) {
            BitSet keys = snapshot.computeIfAbsent(table, unused -> new BitSet());
            if (keys.get((int) key)) {
                throw new BenchException("the row of table '%s' with key %d came twice".formatted(table, key));
            }
            keys.set((int) key);
        } else {
            if (last != null && !position.isAfter(last)) {
                throw new BenchException("the change at %s came after the one at %s".formatted(position, last));
            }
            last = position;
        }
    }

    private void keep(String table, long key, byte[] bytes, int offset, int length) {
        if (key % ONE_IN == Values.REMAINDER) {
            images.computeIfAbsent(table, unused -> new HashMap<>())
                    .put(key, Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /** The number that follows a name: all keys are one whole number, and the first column. */
    private static long key(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != ':') {
            at++;
        }
        long key = 0;
        for (at++; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            key = key * 10 + bytes[at] - '0';
        }
        return key;
    }

    /** Looked for from the end, where it is near. */
    private static String table(byte[] file, int offset, int length) {
        int at = offset + length - TABLE.length;
        while (!Arrays.equals(file, at, at + TABLE.length, TABLE, 0, TABLE.length)) {
            at--;
        }
        int start = at + TABLE.length;
        int end = start;
        while (file[end] != '"') {
            end++;
        }
        return new String(file, start, end - start, US_ASCII);
    }

    private static int indexOf(byte[] pattern, byte[] bytes, int from, int to) {
        for (int at = from; at <= to - pattern.length; at++) {
            if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        throw new BenchException("the job published a record without a row");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), US_ASCII);
    }
}
