package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one finished file from a place on, in blocks of whole lines. */
final class PartReader implements Closeable {

    /** As much as a pipe takes, so that what is written beyond the last saved position stays little. */
    static final int BLOCK = 64 * 1024;

    private static final int LONGEST_LINE = 1 << 30;

    private final Part part;
    private final FileChannel channel;
    private final long size;
    private long offset;
    private byte[] buffer;

    private PartReader(Part part, FileChannel channel, long offset) throws IOException {
        this.part = part;
        this.channel = channel;
        this.size = channel.size();
        this.offset = offset;
        this.buffer = new byte[(int) Math.min(BLOCK, Math.max(0, size - offset))];
    }

    /**
     * Opens the file at a place that an earlier reader reached.
     *
     * @throws RemovedException if the file is not there
     * @throws ReaderException if no line of the file begins or ends at that place
     */
    static PartReader open(ChangeFiles files, Place place) throws IOException {
        Path path = files.path(place.part());
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw RemovedException.gone(place.part());
        }
        try {
            PartReader reader = new PartReader(place.part(), channel, place.offset());
            reader.requireLineStart();
            return reader;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /** The next whole lines, at least one; {@code null} at the end of the file. */
    @Nullable
    Block next() throws IOException {
        shrink();
        int filled = 0;
        while (offset < size) {
            filled = fill(filled);
            int length = endOfLines(filled);
            if (length > 0) {
                Block block = new Block(part, offset, buffer, length);
                offset += length;
                return block;
            }
            grow(filled);
        }
        return null;
    }

    /** A block that ends with the file and holds its last line whole; {@code null} if the file has no whole line there. */
    @Nullable
    Block last() throws IOException {
        if (!endsLine(size)) {
            return null;
        }
        for (long back = BLOCK; ; back *= 2) {
            long from = Math.max(0, size - back);
            offset = from;
            Block block = lastBlock();
            if (block == null || from == 0 || block.start() + block.lineStart(block.length() - 1) > from) {
                return block;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void requireLineStart() throws IOException {
        if (offset != 0 && !endsLine(offset)) {
            throw new ReaderException(
                    "byte %d of %s is not where a line ends: the file has %d bytes and is not the one that was read"
                            .formatted(offset, part, size));
        }
    }

    private boolean endsLine(long end) throws IOException {
        ByteBuffer before = ByteBuffer.allocate(1);
        return end > 0 && end <= size && channel.read(before, end - 1) == 1 && before.get(0) == '\n';
    }

    private @Nullable Block lastBlock() throws IOException {
        Block last = null;
        for (Block block = next(); block != null; block = next()) {
            last = block;
        }
        return last;
    }

    private int fill(int filled) throws IOException {
        int end = (int) Math.min(buffer.length, size - offset);
        int at = filled;
        while (at < end) {
            // in small pieces, because the channel copies each through a native buffer of its size
            int read = channel.read(ByteBuffer.wrap(buffer, at, Math.min(BLOCK, end - at)), offset + at);
            if (read < 0) {
                throw new ReaderException("%s was cut to %d bytes while it was read: finished files never change"
                        .formatted(part, offset + at));
            }
            at += read;
        }
        return at;
    }

    private int endOfLines(int filled) {
        int end = filled;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void grow(int filled) {
        if (offset + filled == size || filled >= LONGEST_LINE) {
            throw new ReaderException(
                    "%s is damaged: the line at byte %d has no end after %d bytes".formatted(part, offset, filled));
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(Math.min(2L * buffer.length, size - offset), LONGEST_LINE));
    }

    private void shrink() {
        if (buffer.length > 16 * BLOCK) {
            buffer = new byte[BLOCK];
        }
    }
}
