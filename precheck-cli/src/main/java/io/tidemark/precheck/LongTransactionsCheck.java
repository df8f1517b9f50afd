package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.List;

/** Making a slot waits for every transaction that runs. */
final class LongTransactionsCheck implements Precheck {

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
                SELECT 'session ' || pid, date_trunc('second', clock_timestamp() - xact_start)::text
                  FROM pg_stat_activity
                 WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND clock_timestamp() - xact_start > interval '1 minute'
                UNION ALL
                SELECT 'prepared transaction ' || quote_literal(gid), date_trunc('second', clock_timestamp() - prepared)::text
                  FROM pg_prepared_xacts
                 ORDER BY 2 DESC""");
        if (rows.isEmpty()) {
            return new Passed("none is older than a minute");
        }
        List<String> oldest = rows.get(0);
        return new Warning(
                "%d open, the oldest that of %s for %s".formatted(rows.size(), oldest.get(0), oldest.get(1)),
                "none",
                oldest.get(0).startsWith("session")
                        ? "End it: SELECT pg_terminate_backend(%s);"
                                .formatted(oldest.get(0).replace("session ", ""))
                        : "COMMIT PREPARED or ROLLBACK PREPARED %s;"
                                .formatted(oldest.get(0).replace("prepared transaction ", "")));
    }
}
