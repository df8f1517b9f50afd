package io.tidemark.precheck;

import io.tidemark.task.TaskFile;
import java.sql.SQLException;

/** One question about the source or the sink. It changes nothing there. */
interface Precheck {

    /** What names it on the command line and in the report: {@code wal-level}. */
    String id();

    /** What must hold, in a few words. */
    String title();

    /** What goes wrong otherwise: a sentence. */
    String why();

    /** Whether it is to be asked for a task: one that writes files has no topics. */
    default boolean concerns(TaskFile task) {
        return true;
    }

    /**
     * Asks it.
     *
     * @throws SQLException if the question can't be asked: what the server says becomes the finding
     */
    Finding run(SourceServer server) throws SQLException;
}
