package io.tidemark.task;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** No session with the source could be opened; the message is a sentence for the operator, without any secret. */
public final class SourceUnavailableException extends SQLException {

    private final boolean answered;

    SourceUnavailableException(String message, @Nullable String sqlState, @Nullable Throwable cause, boolean answered) {
        super(message, sqlState, cause);
        this.answered = answered;
    }

    /**
     * Whether a server said no, so that something has to be changed; otherwise nobody answered, or the server takes nobody at the
     * moment, and later it may be there.
     */
    public boolean answered() {
        return answered;
    }
}
