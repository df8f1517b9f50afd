package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A slot of the task's name is the task's, or in its way. */
final class SlotStateCheck implements Precheck {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Duration patience;

    /** @param patience how long a slot that is read is looked at again: the server may not know yet that its reader died */
    SlotStateCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String id() {
        return "slot-state";
    }

    @Override
    public String title() {
        return "the task's slot is usable, or not there yet";
    }

    @Override
    public String why() {
        return "The task goes on from its slot; one that is lost, or is read by somebody else, can't serve it.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String slot = server.task().slotName();
        List<List<String>> rows = state(server, slot);
        if (rows.isEmpty()) {
            return new Passed("there is no slot %s yet".formatted(slot));
        }
        List<String> row = rows.get(0);
        String drop = "SELECT pg_drop_replication_slot(%s);".formatted(SqlNames.literal(slot));
        String database = server.task().source().database();
        if (!row.get(0).equals("pgoutput") || !row.get(1).equals(database)) {
            boolean elsewhere = !row.get(1).isEmpty() && !row.get(1).equals(database);
            return new Failed(
                    "slot %s is of plugin '%s' and database '%s'".formatted(slot, row.get(0), row.get(1)),
                    "plugin 'pgoutput' and database '%s'".formatted(database),
                    "Give the task another name; or, if nobody needs that slot%s:"
                            .formatted(elsewhere ? ", in that database" : ""),
                    drop);
        }
        if (row.get(3).equals("lost")) {
            return new Failed(
                    "slot %s is lost: the server removed WAL that it needed".formatted(slot),
                    "a slot that has all of its WAL",
                    drop,
                    "then start the task anew with --fresh: all tables are read again");
        }
        if (!row.get(2).isEmpty()) {
            return new Failed(
                    "slot %s is read by process %s of the server".formatted(slot, row.get(2)),
                    "a slot that nobody reads",
                    "End the task that runs already; or, if it is none, the session:",
                    "SELECT pg_terminate_backend(%s);".formatted(row.get(2)));
        }
        return new Passed("slot %s is there, and nobody reads it".formatted(slot));
    }

    private List<List<String>> state(SourceServer server, String slot) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<List<String>> rows = server.rows("""
                    SELECT plugin, database, active_pid, wal_status FROM pg_replication_slots WHERE slot_name = ?""", slot);
            if (rows.isEmpty() || rows.get(0).get(2).isEmpty() || System.nanoTime() > deadline) {
                return rows;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
