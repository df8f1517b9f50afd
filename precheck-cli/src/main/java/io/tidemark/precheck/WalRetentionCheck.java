package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A slot keeps WAL until it is read, unless the server is told to give it up. */
final class WalRetentionCheck implements Precheck {

    private static final int WITH_IDLE_TIMEOUT = 18;
    private static final long DAY_SECONDS = 86_400;

    @Override
    public String id() {
        return "wal-retention";
    }

    @Override
    public String title() {
        return "the server keeps WAL for a task that is down";
    }

    @Override
    public String why() {
        return "A slot that the server gives up is lost: the task can't go on and has to read all tables again.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<String> seen = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        String most = server.setting("max_slot_wal_keep_size");
        if (!most.equals("-1")) {
            seen.add("max_slot_wal_keep_size = " + most);
            remedy.add("ALTER SYSTEM SET max_slot_wal_keep_size = -1;");
        }
        long idle = server.version() < WITH_IDLE_TIMEOUT ? 0 : server.number("idle_replication_slot_timeout");
        if (idle > 0 && idle < DAY_SECONDS) {
            seen.add("idle_replication_slot_timeout = " + server.setting("idle_replication_slot_timeout"));
            remedy.add("ALTER SYSTEM SET idle_replication_slot_timeout = 0;");
        }
        if (seen.isEmpty()) {
            return new Passed("no limit");
        }
        remedy.add("SELECT pg_reload_conf();");
        return new Warning(
                String.join(", ", seen), "WAL of at least 24 hours, or of as long as the task may be down", remedy);
    }
}
