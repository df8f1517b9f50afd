package io.tidemark.embedded.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a job starts.
 *
 * @param from the checkpoint or savepoint with its state; {@code null} for none
 * @param anew whether the slot that is there is to be dropped, because nothing is resumed that needs it
 */
record Start(@Nullable Path from, boolean anew) {

    Start {
        if (from != null && anew) {
            throw new IllegalArgumentException("a job that resumes from '" + from + "' does not begin anew");
        }
    }

    /** For a task that never ran: a slot that is there belongs to somebody else. */
    static Start first() {
        return new Start(null, false);
    }

    static Start afresh() {
        return new Start(null, true);
    }

    static Start resumed(Path from) {
        return new Start(from, false);
    }
}
