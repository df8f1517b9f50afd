package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;

/** A task takes one slot for as long as it lives. */
final class FreeSlotsCheck implements Precheck {

    @Override
    public String id() {
        return "free-slots";
    }

    @Override
    public String title() {
        return "a replication slot is free";
    }

    @Override
    public String why() {
        return "The task makes one slot, and the server has a fixed number of them.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        long most = server.number("max_replication_slots");
        long used = Long.parseLong(server.ask(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name <> ?",
                server.task().slotName()));
        String seen = "%d of max_replication_slots = %d are taken by others".formatted(used, most);
        if (used < most) {
            return new Passed(seen);
        }
        return new Failed(
                seen,
                "one that is free",
                "ALTER SYSTEM SET max_replication_slots = %d;".formatted(most + 4),
                "then restart the server; or drop one that nobody needs: SELECT slot_name, active FROM pg_replication_slots;");
    }
}
