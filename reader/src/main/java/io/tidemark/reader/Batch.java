package io.tidemark.reader;

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

    static final Batch EMPTY = new Batch(new byte[0]);

    private static final JsonDecoder DECODER = new JsonDecoder();

    private final byte[] lines;

    private Batch(byte[] lines) {
        this.lines = lines;
    }

    static Batch of(Block block) {
        ByteBuffer bytes = block.bytes();
        byte[] copy = new byte[bytes.remaining()]; // the block's own buffer is filled again by the next poll
        bytes.get(copy);
        return new Batch(copy);
    }

    public boolean isEmpty() {
        return lines.length == 0;
    }

    /** All records as they lie in the files: JSON in UTF-8, each with a line feed behind it. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(lines).asReadOnlyBuffer();
    }

    /** The records as JSON, each without its line feed. */
    @Override
    public Iterator<String> iterator() {
        return new Lines();
    }

    /**
     * The records as changes.
     *
     * @throws ReaderException if one is not a change of a format that this version knows
     */
    public List<PublishedChange> changes() {
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
