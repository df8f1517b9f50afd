package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;

/** The log of a standby is that of its primary, and a slot there ends with a promotion. */
final class StandbyCheck implements Precheck {

    @Override
    public String id() {
        return "standby";
    }

    @Override
    public String title() {
        return "the server is a primary";
    }

    @Override
    public String why() {
        return "A standby can't make the publication, and a slot on it does not outlive a promotion.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        if (server.holds("pg_is_in_recovery()")) {
            return new Failed(
                    "%s is a standby".formatted(server.task().source().address()),
                    "a primary",
                    "Name the primary in source.host");
        }
        return new Passed("a primary");
    }
}
