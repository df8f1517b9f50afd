package io.tidemark.precheck;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sessions for replication that each hold one of a server's WAL senders. */
final class Senders implements AutoCloseable {

    private final List<Connection> sessions = new ArrayList<>();

    private Senders() {}

    static Senders taken(Source source, int count) throws Exception {
        SourceConnection opener = SourceConnection.of(TaskFile.read(source.task()));
        Senders senders = new Senders();
        for (int i = 0; i < count; i++) {
            senders.sessions.add(opener.openReplication());
        }
        return senders;
    }

    /** How many nobody has ended. */
    int alive() throws SQLException {
        int alive = 0;
        for (Connection session : sessions) {
            alive += session.isValid(10) ? 1 : 0;
        }
        return alive;
    }

    @Override
    public void close() throws SQLException {
        for (Connection session : sessions) {
            session.close();
        }
    }
}
