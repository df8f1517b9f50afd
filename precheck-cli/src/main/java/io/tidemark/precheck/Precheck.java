package io.tidemark.precheck;

import java.sql.SQLException;

/** One question about the source. It changes nothing there. */
interface Precheck {

    /** What names it on the command line and in the report: {@code wal-level}. */
    String id();

    /** What must hold, in a few words. */
    String title();

    /** What goes wrong otherwise: a sentence. */
    String why();

    /**
     * Asks it.
     *
     * @throws SQLException if the question can't be asked: what the server says becomes the finding
     */
    Finding run(SourceServer server) throws SQLException;
}
