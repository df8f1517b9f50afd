package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Making a slot waits for every transaction that runs. */
final class LongTransactionsCheck implements Precheck {

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

    /** Whether a transaction has written is shown to everybody, since when it runs only to some. */
    private Finding ofUnknownAge(SourceServer server) throws SQLException {
        String hidden = server.ask(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND xact_start IS NULL");
        if (hidden.equals("0")) {
            return new Passed("none is older than " + age());
        }
        String user = server.task().source().user();
        return new Warning(
                "%s open that role '%s' is not shown the age of, none else older than %s"
                        .formatted(hidden, user, age()),
                "the right to see it",
                "GRANT pg_monitor TO %s;".formatted(SqlNames.quote(user)));
    }

    private String age() {
        return most.toSeconds() + " seconds";
    }
}
