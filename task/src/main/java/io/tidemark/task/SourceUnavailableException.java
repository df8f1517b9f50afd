package io.tidemark.task;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** No session with the source could be opened; the message is a sentence for the operator, without any secret. */
public final class SourceUnavailableException extends SQLException {

    SourceUnavailableException(String message, @Nullable String sqlState, @Nullable Throwable cause) {
        super(message, sqlState, cause);
    }
}
