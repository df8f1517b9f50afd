package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;

/** Change capture reads decoded WAL, and the server decodes only what it wrote at level {@code logical}. */
final class WalLevelCheck implements Precheck {

    @Override
    public String id() {
        return "wal-level";
    }

    @Override
    public String title() {
        return "wal_level is logical";
    }

    @Override
    public String why() {
        return "The server decodes only WAL that it wrote at this level.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String level = server.setting("wal_level");
        if (level.equals("logical")) {
            return new Passed("wal_level = logical");
        }
        return new Failed(
                "wal_level = " + level,
                "wal_level = logical",
                "ALTER SYSTEM SET wal_level = 'logical';",
                "then restart the server");
    }
}
