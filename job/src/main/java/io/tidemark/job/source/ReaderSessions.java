package io.tidemark.job.source;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of one reader: that which reads chunks is kept from one to the next. */
final class ReaderSessions {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderSessions.class);

    /** Longer than a reader mostly waits for its next chunk, and short for a server's session that nobody needs. */
    private static final long KEPT_SECONDS = 2;

    private final TaskFile task;
    private final SourceConnection source;
    private volatile @Nullable ChunkSession chunks;
    private volatile @Nullable ServerIdentity identity;
    private int uses;

    /** A session that reads chunks, its catalogue, which knows the server's types after the first, and memory for their rows. */
    record ChunkSession(Connection connection, Catalogue catalogue, ChunkMemory memory) {}

    ReaderSessions(TaskFile task) {
        this.task = task;
        source = SourceConnection.of(task);
    }

    /** A session of the caller's own. */
    Connection open() throws SQLException {
        return source.open();
    }

    /** A session that speaks the replication protocol, of the caller's own. */
    Connection openReplication() throws SQLException {
        return source.openReplication();
    }

    /** The session that reads chunks, which stays this object's. */
    synchronized ChunkSession chunks() throws SQLException {
        uses++;
        ChunkSession session = chunks;
        if (session == null) {
            Connection connection = source.open();
            session = new ChunkSession(
                    connection,
                    new Catalogue(connection, task.source().database(), task.publicationName()),
                    new ChunkMemory());
            chunks = session;
        }
        return session;
    }

    /** Which server is behind the address; asked once per session that reads chunks. */
    ServerIdentity identity() throws SQLException {
        ServerIdentity known = identity;
        if (known == null) {
            try (Connection replication = source.openReplication()) {
                known = identity(replication);
            }
            identity = known;
        }
        return known;
    }

    /** Which server a replication session speaks with (PostgreSQL manual, "Streaming Replication Protocol"). */
    static ServerIdentity identity(Connection replication) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new ServerIdentity(row.getString("systemid"), row.getInt("timeline"));
        }
    }

    /** Says that a chunk is read: the session ends if no other needs it soon. */
    synchronized void rest() {
        int latest = uses;
        CompletableFuture.delayedExecutor(KEPT_SECONDS, TimeUnit.SECONDS).execute(() -> discardIfUnusedSince(latest));
    }

    private synchronized void discardIfUnusedSince(int latest) {
        if (uses == latest) {
            discard();
        }
    }

    /** Ends the session that reads chunks, whatever it is doing; the next chunk opens another. */
    void discard() {
        ChunkSession session = chunks;
        chunks = null;
        identity = null;
        if (session != null) {
            try {
                session.connection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.warn("Ending a session failed: {}", e.getMessage());
            }
        }
    }
}
