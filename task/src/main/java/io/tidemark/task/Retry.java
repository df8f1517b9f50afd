package io.tidemark.task;

import java.io.Serializable;
import java.time.Duration;

/**
 * For how long a task tries again by itself before it fails.
 *
 * @param connection when the source or the sink gives no answer; 10 to 1,440 minutes
 * @param other after any other error; 1 to 1,440 minutes and less than {@code connection}
 */
public record Retry(Duration connection, Duration other) implements Serializable {

    /** DTS's defaults. */
    public static final Retry DEFAULT = new Retry(Duration.ofHours(12), Duration.ofMinutes(10));

    public Retry {
        checkConnection(connection);
        checkOther(other);
        if (other.compareTo(connection) >= 0) {
            throw new IllegalArgumentException("other must be less than connection, but was %s with a connection of %s"
                    .formatted(Units.show(other), Units.show(connection)));
        }
    }

    static Duration checkConnection(Duration connection) {
        return check(connection, Duration.ofMinutes(10));
    }

    static Duration checkOther(Duration other) {
        return check(other, Duration.ofMinutes(1));
    }

    private static Duration check(Duration window, Duration min) {
        if (window.compareTo(min) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "must be from %s to 1440m, but was '%s'".formatted(Units.show(min), Units.show(window)));
        }
        return window;
    }
}
