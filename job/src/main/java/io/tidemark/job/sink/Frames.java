package io.tidemark.job.sink;

import java.nio.ByteBuffer;

/** The records of an array that {@link GatherRecords} made with {@link Framing#LENGTHS}, one after the other. */
public final class Frames {

    private final ByteBuffer block;

    public Frames(byte[] block) {
        this.block = ByteBuffer.wrap(block);
    }

    public boolean hasNext() {
        return block.hasRemaining();
    }

    /** The next record, from the buffer's position to its limit; it lies in the same array, and is no copy. */
    public ByteBuffer next() {
        int length = block.getInt();
        ByteBuffer record = block.slice(block.position(), length);
        block.position(block.position() + length);
        return record;
    }
}
