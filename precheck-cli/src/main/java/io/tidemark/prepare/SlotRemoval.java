package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Drops a slot, if nobody reads it or whoever does may be ended. */
final class SlotRemoval {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String HOLDER = """
            SELECT s.active_pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), CASE WHEN a.client_port IS NULL THEN 'an address that this role may not see'
                               ELSE coalesce(host(a.client_addr), 'the server''s own machine') END,
                   coalesce(date_trunc('second', a.backend_start)::text, '')
              FROM pg_replication_slots s LEFT JOIN pg_stat_activity a ON a.pid = s.active_pid
             WHERE s.slot_name = ?""";

    /** What everybody may see of others' sessions. */
    private static final String SESSIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid()";

    private final Session session;
    private final String application;
    private final String slot;
    private final boolean force;
    private final PrintWriter out;

    SlotRemoval(Session session, TaskFile task, boolean force, PrintWriter out) {
        this.session = session;
        this.application = SourceConnection.applicationName(task);
        this.slot = task.slotName();
        this.force = force;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @throws RefusedException if somebody reads it; the message says who
     */
    void run() throws SQLException {
        List<List<String>> holder = session.rows(HOLDER, slot);
        if (holder.isEmpty()) {
            out.println("done  slot %s is not there any more".formatted(slot));
            return;
        }
        if (!holder.get(0).get(0).isEmpty()) {
            end(holder.get(0));
        } else if (!force) {
            refuseIfTheTaskRuns();
        }
        session.ask("SELECT pg_drop_replication_slot(?)", slot);
        out.println("done  slot %s is dropped".formatted(slot));
        out.flush();
    }

    /** While tables are read at first, nobody reads the slot, and it is needed all the same. Sessions that end are waited for. */
    private void refuseIfTheTaskRuns() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String sessions = session.ask(SESSIONS, application);
        while (!sessions.equals("0")) {
            if (System.nanoTime() > deadline) {
                throw new RefusedException(
                        "the task seems to run: sessions with the application name '%s' are open (%s), though none reads slot %s at the moment. Nothing was changed. Stop the task first, or release it with --force"
                                .formatted(application, sessions, slot));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            sessions = session.ask(SESSIONS, application);
        }
    }

    private void end(List<String> holder) throws SQLException {
        String who =
                "process %s of the server: role '%s', application '%s', from %s, since %s".formatted(holder.toArray());
        if (!force) {
            throw new RefusedException(
                    "slot %s is read by %s. Nothing was changed. Stop that task first, or end its session with --force"
                            .formatted(slot, who));
        }
        session.ask("SELECT pg_terminate_backend(?::int)", holder.get(0));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isActive()) {
            if (System.nanoTime() > deadline) {
                throw new RefusedException(
                        "slot %s was read by %s; that session was ended, and %s s later the slot is read again or still: stop the task that reads it. Nothing else was changed"
                                .formatted(slot, who, PATIENCE.toSeconds()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        out.println(SafeText.of("done  ended " + who));
    }

    private boolean isActive() throws SQLException {
        return session.holds("active_pid IS NOT NULL FROM pg_replication_slots WHERE slot_name = ?", slot);
    }
}
