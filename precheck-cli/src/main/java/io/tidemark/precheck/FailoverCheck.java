package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happens to the slot when a standby takes over. */
final class FailoverCheck implements Precheck {

    /** From this version on a slot can be kept on standbys. */
    private static final int WITH_FAILOVER = 17;

    private static final List<String> ON_STANDBYS = List.of(
            "On every standby, which can't be seen from here, and then SELECT pg_reload_conf():",
            "sync_replication_slots = on, hot_standby_feedback = on, primary_slot_name,",
            "and dbname in primary_conninfo");

    /**
     * Who streams without a logical slot: those that are standbys, and those of which the role is not shown what they do. A session
     * that has not begun to stream is no standby, and nor is one of this task.
     */
    private static final String STANDBYS = """
            SELECT count(*) FILTER (WHERE s.slot_type = 'physical' OR r.state NOT IN ('startup', 'backup')),
                   count(*) FILTER (WHERE s.slot_type IS NULL AND r.state IS NULL)
              FROM pg_stat_replication r LEFT JOIN pg_replication_slots s ON s.active_pid = r.pid
             WHERE s.slot_type IS DISTINCT FROM 'logical' AND r.application_name <> ?""";

    @Override
    public String id() {
        return "failover";
    }

    @Override
    public String title() {
        return "the task outlives a failover";
    }

    @Override
    public String why() {
        return "A slot that is not on the standby ends with the primary: the task can't go on, and has to read all tables again.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<String> sessions =
                server.rows(STANDBYS, "tidemark-" + server.task().task()).get(0);
        if (!sessions.get(1).equals("0")) {
            return hidden(server, sessions.get(1));
        }
        List<String> slots =
                server
                        .rows("SELECT slot_name FROM pg_replication_slots WHERE slot_type = 'physical' ORDER BY 1")
                        .stream()
                        .map(row -> row.get(0))
                        .toList();
        if (sessions.get(0).equals("0") && slots.isEmpty()) {
            return new Passed("no standby is attached, and there is no physical slot for one");
        }
        String seen = "%s attached, physical slots: %d".formatted(sessions.get(0), slots.size());
        return server.version() < WITH_FAILOVER ? tooOld(server, seen) : kept(server, seen, slots);
    }

    private static Finding hidden(SourceServer server, String sessions) {
        String user = server.task().source().user();
        return new Warning(
                "%s sessions for replication without a slot, of which role '%s' is not shown whether they are standbys"
                        .formatted(sessions, user),
                "the right to see it",
                "GRANT pg_monitor TO %s;".formatted(SqlNames.quote(user)));
    }

    private static Finding tooOld(SourceServer server, String seen) {
        return new Warning(
                "standbys: %s; in PostgreSQL %d a slot is on the primary only".formatted(seen, server.version()),
                "PostgreSQL 17 or later, where standbys keep the slot",
                "Upgrade the server; or know what a failover takes: start the task anew with --fresh, and on the old primary, should it come back:",
                "SELECT pg_drop_replication_slot(%s);"
                        .formatted(SqlNames.literal(server.task().slotName())));
    }

    private static Finding kept(SourceServer server, String seen, List<String> slots) throws SQLException {
        List<String> problems = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        String slot = server.task().slotName();
        if (server.ask("SELECT failover FROM pg_replication_slots WHERE slot_name = ?", slot)
                .equals("f")) {
            problems.add("slot %s has failover = false".formatted(slot));
            remedy.add("In a session for replication (psql \"dbname=... replication=database\"):");
            remedy.add("ALTER_REPLICATION_SLOT %s (FAILOVER true);".formatted(slot));
        }
        String waitedFor = server.setting("synchronized_standby_slots");
        List<String> named = Arrays.stream(waitedFor.split(",", -1))
                .map(name -> name.strip().replace("\"", ""))
                .toList();
        if (!waitedFor.equals("*") && !named.containsAll(slots)) {
            problems.add("synchronized_standby_slots = '%s'".formatted(waitedFor));
            remedy.add("ALTER SYSTEM SET synchronized_standby_slots = %s;"
                    .formatted(SqlNames.literal(String.join(", ", slots))));
            remedy.add("SELECT pg_reload_conf();");
            remedy.add("Leave out those that no standby reads any more: the server waits for each one that is named");
        }
        if (slots.isEmpty()) {
            problems.add("no standby has a slot");
            remedy.add("Make a slot for each standby, and name it in the standby's primary_slot_name:");
            remedy.add("SELECT pg_create_physical_replication_slot('standby_1');");
        }
        if (problems.isEmpty()) {
            return new Passed("standbys: %s, for which the server waits; what is set on them can't be seen from here"
                    .formatted(seen));
        }
        remedy.addAll(ON_STANDBYS);
        return new Warning(
                "standbys: %s; %s".formatted(seen, String.join(", ", problems)),
                "a slot with failover, and its readers behind the standbys' slots",
                remedy);
    }
}
