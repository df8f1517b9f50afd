package io.tidemark.reader;

import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.JsonDecoder;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Some records in order: about 64 KiB of them, or one that is larger. They are taken apart only by who asks for them one by
 * one.
 */
public final class Batch implements Iterable<String> {

    static final Batch EMPTY = new Batch(new byte[0], false);

    private static final JsonDecoder DECODER = new JsonDecoder();

    private final byte[] lines;

    private final boolean ofContainer;

    private Batch(byte[] lines, boolean ofContainer) {
        this.lines = lines;
        this.ofContainer = ofContainer;
    }

    static Batch of(Block block) {
        ByteBuffer bytes = block.bytes();
        byte[] copy = new byte[bytes.remaining()]; // the block's own buffer is filled again by the next poll
        bytes.get(copy);
        return new Batch(copy, block.end().part().isContainer());
    }

    public boolean isEmpty() {
        return lines.length == 0;
    }

    /**
     * All records as JSON in UTF-8, each with a line feed behind it: as they lie in the files, and those of {@code dts-avro} as
     * {@link DtsAvroDecoder#json} has them.
     */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(lines).asReadOnlyBuffer();
    }

    /** The records as JSON, each without its line feed. */
    @Override
    public Iterator<String> iterator() {
        return new Lines();
    }

    /**
     * The records of format {@code json} as changes.
     *
     * @throws ReaderException if one is not a change of a format that this version knows, or all are of {@code dts-avro}
     */
    public List<PublishedChange> changes() {
        if (ofContainer) {
            throw new ReaderException(
                    "the records are of the format dts-avro, which is not read as changes: iterate over the batch, which gives them as lines of JSON");
        }
        List<PublishedChange> changes = new ArrayList<>();
        for (int from = 0; from < lines.length; from = lineEnd(from) + 1) {
            try {
                changes.add(DECODER.decode(lines, from, lineEnd(from) - from));
            } catch (UnreadableRecordException e) {
                throw new ReaderException(
                        "record %d of the batch cannot be read: %s".formatted(changes.size() + 1, e.getMessage()), e);
            }
        }
        return changes;
    }

    private int lineEnd(int from) {
        int at = from;
        while (lines[at] != '\n') {
            at++;
        }
        return at;
    }

    private final class Lines implements Iterator<String> {

        private int from;

        @Override
        public boolean hasNext() {
            return from < lines.length;
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int end = lineEnd(from);
            String line = new String(lines, from, end - from, StandardCharsets.UTF_8);
            from = end + 1;
            return line;
        }
    }
}
