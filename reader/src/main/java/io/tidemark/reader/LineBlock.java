package io.tidemark.reader;

import io.tidemark.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some whole lines of one file, in the buffer of the reader that gave them. */
final class LineBlock implements Block {

    private final Part part;
    private final long start;
    private final byte[] buffer;
    private final int length;

    /**
     * @param start the file's byte that the block begins with
     * @param length how many bytes of {@code buffer}, the last of them a line's end
     */
    LineBlock(Part part, long start, byte[] buffer, int length) {
        this.part = part;
        this.start = start;
        this.buffer = buffer;
        this.length = length;
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    @Override
    public Place end() {
        return new Place(part, start + length);
    }

    @Override
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, 0, length);
    }

    /** Where the line that holds the byte at {@code index} begins. */
    int lineStart(int index) {
        int at = index;
        while (at > 0 && buffer[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** Where the line that begins at {@code from} ends: the index of its {@code '\n'}. */
    private int lineEnd(int from) {
        int at = from;
        while (buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    @Override
    public Stamp firstStamp() {
        return stamp(0, lineEnd(0));
    }

    @Override
    public Stamp lastStamp() {
        int end = length - 1;
        return stamp(lineStart(end), end);
    }

    @Override
    public @Nullable Place first(Predicate<Stamp> wanted) {
        for (int from = 0; from < length; ) {
            int end = lineEnd(from);
            if (wanted.test(stamp(from, end))) {
                return new Place(part, start + from);
            }
            from = end + 1;
        }
        return null;
    }

    /**
     * The stamp of the line at {@code from} up to {@code to}.
     *
     * @throws ReaderException if the line is not a record
     */
    private Stamp stamp(int from, int to) {
        try {
            return Stamp.read(buffer, from, to - from);
        } catch (UnreadableRecordException e) {
            throw new ReaderException(
                    "%s is damaged: the line at byte %d (%d bytes) is not a record"
                            .formatted(part, start + from, to - from),
                    e);
        }
    }
}
