package io.tidemark.topic;

import org.jspecify.annotations.Nullable;

/** The brokers refused something or did not answer; the message is whole, with the way out. */
public final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TopicException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
