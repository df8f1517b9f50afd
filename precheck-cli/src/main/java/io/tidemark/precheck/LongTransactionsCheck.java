package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Making a slot waits for every transaction that runs. */
final class LongTransactionsCheck implements Precheck {

    /** How long a transaction of unknown age is looked at again: most end soon, and a busy server always has some. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Duration most;

    /** @param most how long one may be open */
    LongTransactionsCheck(Duration most) {
        this.most = most;
    }

    @Override
    public String id() {
        return "long-transactions";
    }

    @Override
    public String title() {
        return "no transaction has been open for long";
    }

    @Override
    public String why() {
        return "The slot can only be made when all transactions that run now have ended: the task waits for them.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<List<String>> rows = server.rows("""
                SELECT kind, name, date_trunc('second', clock_timestamp() - since)::text
                  FROM (SELECT 'session', pid::text, xact_start FROM pg_stat_activity
                         WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
                           AND clock_timestamp() - xact_start > ?::interval
                        UNION ALL
                        SELECT 'prepared transaction', gid, prepared FROM pg_prepared_xacts) open (kind, name, since)
                 ORDER BY since""", most.toString());
        if (rows.isEmpty()) {
            return ofUnknownAge(server);
        }
        List<String> oldest = rows.get(0);
        return new Warning(
                "%d open, the oldest that of %s %s for %s"
                        .formatted(rows.size(), oldest.get(0), oldest.get(1), oldest.get(2)),
                "none",
                remedy(oldest.get(0), oldest.get(1)));
    }

    private static List<String> remedy(String kind, String name) {
        if (kind.equals("session")) {
            return List.of("SELECT pg_terminate_backend(%s);".formatted(name), "or wait for its end");
        }
        String transaction = SqlNames.literal(name);
        return List.of(
                "COMMIT PREPARED %s;".formatted(transaction),
                "or, if it is to be undone: ROLLBACK PREPARED %s;".formatted(transaction));
    }

    /** That a transaction has written is shown to everybody, since when it runs only to some. Those that soon end are not old. */
    private Finding ofUnknownAge(SourceServer server) throws SQLException {
        Set<String> open = ofUnknownAgeNow(server);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            open.retainAll(ofUnknownAgeNow(server));
        }
        if (open.isEmpty()) {
            return new Passed("none is older than " + seconds(most));
        }
        String user = server.task().source().user();
        return new Warning(
                "%d open that did not end within %s and that role '%s' is not shown the age of, none else older than %s"
                        .formatted(open.size(), seconds(PATIENCE), user, seconds(most)),
                "the right to see it",
                "GRANT pg_monitor TO %s;".formatted(SqlNames.quote(user)));
    }

    private static Set<String> ofUnknownAgeNow(SourceServer server) throws SQLException {
        server.ask("SELECT pg_stat_clear_snapshot()"); // else a transaction sees what it saw before
        Set<String> open = new HashSet<>();
        for (List<String> row : server.rows("""
                SELECT backend_xid::text FROM pg_stat_activity
                 WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND xact_start IS NULL""")) {
            open.add(row.get(0));
        }
        return open;
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " seconds";
    }
}
