package io.tidemark.job.guard;

/** A record is larger than the sink can carry. The message says how large, and what the limit is. */
public final class TooLargeException extends Exception {

    private static final long serialVersionUID = 1L;

    public TooLargeException(String message) {
        super(message);
    }
}
