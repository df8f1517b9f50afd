package io.tidemark.job.source;

import java.util.ArrayDeque;

/**
 * Memory for rows that wait, in pieces that are used again. A row that is waited with in the array that the driver made for it is
 * copied by the collector again and again meanwhile, and there are some ten thousand of them in a chunk.
 */
final class ChunkMemory {

    static final int PIECE_BYTES = 1 << 20;

    /** What two chunks need: one is read while the other is emitted. */
    private static final int MOST_KEPT = (int) (2 * ChunkRows.MEMORY_BYTES / PIECE_BYTES);

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();

    /** A piece, with whatever is in it. */
    synchronized byte[] take() {
        byte[] piece = free.poll();
        return piece == null ? new byte[PIECE_BYTES] : piece;
    }

    /** Nobody may look into the piece any more. */
    synchronized void giveBack(byte[] piece) {
        if (free.size() < MOST_KEPT) {
            free.push(piece);
        }
    }
}
