package io.tidemark.job.sink;

/** How records lie in an array that holds many of them. */
public enum Framing {
    /** One behind the other: they are written as they lie. */
    NONE(0),
    /** Each behind its length, which {@link Frames} reads. */
    LENGTHS(Integer.BYTES);

    private final int headBytes;

    Framing(int headBytes) {
        this.headBytes = headBytes;
    }

    int headBytes() {
        return headBytes;
    }
}
