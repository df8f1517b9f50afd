package io.tidemark.job.sink;

import io.tidemark.job.guard.Packing;
import io.tidemark.record.GrowingBytes;
import java.nio.ByteBuffer;

/** An array of many records, each behind its length in four bytes; reads them, one after the other. */
public final class Frames {

    /** The record of each change in a frame. */
    public static final Packing PACKING = (change, encoder, block) -> {
        int frame = begin(block);
        encoder.encode(change, block);
        end(block, frame);
    };

    private final ByteBuffer block;

    public Frames(byte[] block) {
        this.block = ByteBuffer.wrap(block);
    }

    /** Begins a frame; what is put into the block from now on is in it. */
    public static int begin(GrowingBytes block) {
        int frame = block.length();
        block.putInt(0);
        return frame;
    }

    /**
     * Ends a frame: its record is what was put since.
     *
     * @param frame what {@link #begin} gave
     */
    public static void end(GrowingBytes block, int frame) {
        block.setInt(frame, block.length() - frame - Integer.BYTES);
    }

    public boolean hasNext() {
        return block.hasRemaining();
    }

    /** The next record, from 0 to the buffer's limit; it lies in the same array, and is no copy. */
    public ByteBuffer next() {
        int length = block.getInt();
        ByteBuffer record = block.slice(block.position(), length);
        block.position(block.position() + length);
        return record;
    }
}
