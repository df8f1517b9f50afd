package io.tidemark.job.source;

import io.tidemark.record.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one chunk, which must wait until all of them are read. Chunks are cut by the average row, so some are larger
 * than memory should hold: what is beyond a bound waits in a file, which has no name and so ends with the process at the
 * latest.
 */
final class ChunkRows implements AutoCloseable {

    /** What a chunk may hold in memory: twice what chunks are cut for. Each reader may hold two. */
    static final long MEMORY_BYTES = 16L << 20;

    /** The system takes as much memory outside of the heap as it is given to write or to read at once. */
    private static final int PIECE = 1 << 20;

    private final CopyDecoder decoder;
    private final long memoryBytes;
    private final List<byte[]> lines = new ArrayList<>();
    private long lineBytes;
    private @Nullable FileChannel spilled;
    private int count;

    ChunkRows(int columns, long memoryBytes) {
        this.decoder = new CopyDecoder(columns);
        this.memoryBytes = memoryBytes;
    }

    /** Adds a row as a line of COPY, which belongs to this object from then on. */
    void add(byte[] line) throws IOException {
        count++;
        if (spilled == null && (lineBytes + line.length <= memoryBytes || lines.isEmpty())) {
            lines.add(line);
            lineBytes += line.length;
            return;
        }
        FileChannel file = spilled;
        if (file == null) {
            file = nameless();
            spilled = file;
        }
        ByteBuffer length =
                ByteBuffer.allocate(Integer.BYTES).putInt(line.length).flip();
        write(file, length);
        write(file, ByteBuffer.wrap(line));
    }

    private static FileChannel nameless() throws IOException {
        Path path = Files.createTempFile("tidemark-chunk-", ".copy"); // readable by its owner only
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return file;
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE));
            file.write(bytes);
        }
    }

    int count() {
        return count;
    }

    /** Gives each row once, in the order in which they were added; only to be called once. */
    void drainTo(Consumer<Row> rows) throws IOException {
        for (byte[] line : lines) {
            rows.accept(decoder.decode(line));
        }
        FileChannel file = spilled;
        if (file == null) {
            return;
        }
        long end = file.position();
        file.position(0);
        while (file.position() < end) {
            ByteBuffer length = read(file, Integer.BYTES);
            rows.accept(decoder.decode(read(file, length.getInt()).array()));
        }
    }

    private static ByteBuffer read(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.position() < length) {
            bytes.limit(Math.min(length, bytes.position() + PIECE));
            if (file.read(bytes) < 0) {
                throw new IOException("the file that a chunk waits in ends early");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() {
        lines.clear();
        try {
            if (spilled != null) {
                spilled.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing the file that a chunk waits in", e);
        }
    }
}
