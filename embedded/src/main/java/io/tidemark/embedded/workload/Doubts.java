package io.tidemark.embedded.workload;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server what became of the transactions whose COMMIT never returned. */
final class Doubts {

    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final DataSource database;
    private final Normalisation normalisation;
    private final CommitLog log;

    Doubts(DataSource database, Normalisation normalisation, CommitLog log) {
        this.database = database;
        this.normalisation = normalisation;
        this.log = log;
    }

    /** Returns whether no doubt is left, at the latest at the given {@link System#nanoTime}. */
    boolean settle(long end) {
        while (log.unresolved() > 0) {
            try (Session session = Session.open(database, normalisation)) {
                for (CommittedTransaction transaction : log.unknown()) {
                    ask(session, transaction);
                }
            } catch (SQLException e) {
                LOG.debug(
                        "the outcome of {} transactions stays unknown for now: {}", log.unresolved(), e.getSQLState());
            }
            if (System.nanoTime() > end) {
                break;
            }
            if (log.unresolved() > 0) {
                LockSupport.parkNanos(PAUSE);
            }
        }
        return log.unresolved() == 0;
    }

    private void ask(Session session, CommittedTransaction transaction) throws SQLException {
        String status = session.query(
                        "SELECT coalesce(pg_xact_status(?::xid8), 'too old')",
                        List.of(Long.toString(transaction.xid())))
                .get(0)
                .get(0);
        if (!"in progress".equals(status)) {
            log.resolve(transaction, "committed".equals(status));
        }
    }
}
