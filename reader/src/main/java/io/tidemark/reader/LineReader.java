package io.tidemark.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file of lines. */
final class LineReader implements PartReader {

    private static final int LONGEST_LINE = 1 << 30;

    private final Part part;
    private final FileChannel channel;
    private final long size;
    private long offset;
    private byte[] buffer;

    private LineReader(Part part, FileChannel channel, long offset) throws IOException {
        this.part = part;
        this.channel = channel;
        this.size = channel.size();
        this.offset = offset;
        this.buffer = new byte[(int) Math.min(BLOCK, Math.max(0, size - offset))];
    }

    static LineReader open(ChangeFiles files, Place place) throws IOException {
        Path path = files.path(place.part());
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw RemovedException.gone(place.part());
        }
        try {
            LineReader reader = new LineReader(place.part(), channel, place.offset());
            reader.requireLineStart();
            return reader;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public @Nullable LineBlock next() throws IOException {
        shrink();
        int filled = 0;
        while (offset < size) {
            filled = fill(filled);
            int length = endOfLines(filled);
            if (length > 0) {
                LineBlock block = new LineBlock(part, offset, buffer, length);
                offset += length;
                return block;
            }
            grow(filled);
        }
        return null;
    }

    @Override
    public @Nullable LineBlock last() throws IOException {
        if (!endsLine(size)) {
            return null;
        }
        for (long back = BLOCK; ; back *= 2) {
            long from = Math.max(0, size - back);
            offset = from;
            LineBlock block = lastBlock();
            if (block == null || from == 0 || block.start() + block.lineStart(block.length() - 1) > from) {
                return block;
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
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

    private @Nullable LineBlock lastBlock() throws IOException {
        LineBlock last = null;
        for (LineBlock block = next(); block != null; block = next()) {
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
