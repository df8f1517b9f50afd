package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;

/** Only such a role may read a slot. */
final class ReplicationRoleCheck implements Precheck {

    @Override
    public String id() {
        return "replication-role";
    }

    @Override
    public String title() {
        return "the role may replicate";
    }

    @Override
    public String why() {
        return "Only a role with REPLICATION may make and read a replication slot.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        String user = server.task().source().user();
        if (server.holds("rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user")) {
            return new Passed("role '%s' may replicate".formatted(user));
        }
        return new Failed(
                "role '%s' has no REPLICATION".formatted(user),
                "REPLICATION",
                "ALTER ROLE %s REPLICATION;".formatted(SqlNames.quote(user)));
    }
}
