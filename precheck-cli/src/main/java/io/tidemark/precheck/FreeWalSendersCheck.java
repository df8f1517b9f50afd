package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;

/** A job that reads the log holds one sender. */
final class FreeWalSendersCheck implements Precheck {

    @Override
    public String id() {
        return "free-wal-senders";
    }

    @Override
    public String title() {
        return "a WAL sender is free";
    }

    @Override
    public String why() {
        return "The job reads the log through one WAL sender, and the server has a fixed number of them.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        long most = server.number("max_wal_senders");
        long used = Long.parseLong(server.ask("""
                SELECT count(*) FROM pg_replication_slots s RIGHT JOIN pg_stat_replication r ON r.pid = s.active_pid
                 WHERE s.slot_name IS DISTINCT FROM ?""", server.task().slotName()));
        String seen = "%d of max_wal_senders = %d are taken by others".formatted(used, most);
        if (used < most) {
            return new Passed(seen);
        }
        return new Failed(
                seen,
                "one that is free",
                "ALTER SYSTEM SET max_wal_senders = %d;".formatted(most + 4),
                "then restart the server, its standbys first and with the same setting;",
                "or end one that nobody needs:",
                "SELECT pid, application_name, backend_start FROM pg_stat_replication;");
    }
}
