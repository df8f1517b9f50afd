package io.tidemark.job.source;

import io.tidemark.record.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
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

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CopyDecoder decoder;
    private final long memoryBytes;
    private final ChunkMemory memory;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private long lineBytes;
    private @Nullable FileChannel spilled;
    private int count;

    /** Some rows that wait in memory. */
    private static final class Piece {

        final byte[] bytes;

        /** Whether it holds lines, each behind its length, and is given back; else it is one line, which is too large for that. */
        final boolean lines;

        int end;

        Piece(byte[] bytes, boolean lines) {
            this.bytes = bytes;
            this.lines = lines;
        }

        boolean hasRoomFor(byte[] line) {
            return lines && bytes.length - end >= Integer.BYTES + line.length;
        }

        void add(byte[] line) {
            INT.set(bytes, end, line.length);
            System.arraycopy(line, 0, bytes, end + Integer.BYTES, line.length);
            end += Integer.BYTES + line.length;
        }

        void drainTo(Consumer<Row> rows, CopyDecoder decoder) {
            if (!lines) {
                rows.accept(decoder.decode(bytes, 0, bytes.length));
                return;
            }
            for (int at = 0; at < end; ) {
                int length = (int) INT.get(bytes, at);
                rows.accept(decoder.decode(bytes, at + Integer.BYTES, length));
                at += Integer.BYTES + length;
            }
        }
    }

    ChunkRows(int columns, long memoryBytes, ChunkMemory memory) {
        this.decoder = new CopyDecoder(columns);
        this.memoryBytes = memoryBytes;
        this.memory = memory;
    }

    /** Adds a row as a line of COPY; the array may belong to this object from then on. */
    void add(byte[] line) throws IOException {
        count++;
        if (spilled == null && (lineBytes + line.length <= memoryBytes || pieces.isEmpty())) {
            keep(line);
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

    private void keep(byte[] line) {
        Piece last = pieces.peekLast();
        if (last != null && last.hasRoomFor(line)) {
            last.add(line);
        } else if (line.length > ChunkMemory.PIECE_BYTES / 4) {
            pieces.add(new Piece(line, false));
        } else {
            Piece next = new Piece(memory.take(), true);
            next.add(line);
            pieces.add(next);
        }
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

    /**
     * Gives each row once, in the order in which they were added; only to be called once.
     *
     * @param rows is done with a row when it returns: other rows will lie where that one lay
     */
    void drainTo(Consumer<Row> rows) throws IOException {
        for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            piece.drainTo(rows, decoder);
            giveBack(piece);
        }
        FileChannel file = spilled;
        if (file == null) {
            return;
        }
        long end = file.position();
        file.position(0);
        while (file.position() < end) {
            ByteBuffer length = read(file, Integer.BYTES);
            byte[] line = read(file, length.getInt()).array();
            rows.accept(decoder.decode(line, 0, line.length));
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

    private void giveBack(Piece piece) {
        if (piece.lines) {
            memory.giveBack(piece.bytes);
        }
    }

    @Override
    public void close() {
        pieces.forEach(this::giveBack);
        pieces.clear();
        try {
            if (spilled != null) {
                spilled.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing the file that a chunk waits in", e);
        }
    }
}
