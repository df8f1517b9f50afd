package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.List;

/** Row-level security hides rows without a word. */
final class RowSecurityCheck implements Precheck {

    @Override
    public String id() {
        return "row-security";
    }

    @Override
    public String title() {
        return "row-level security hides no rows";
    }

    @Override
    public String why() {
        return "Rows that a policy hides from the role would be missing, without a word.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceTable> hiding = server.tables().where(SourceTable::hidesRows);
        if (hiding.isEmpty()) {
            return new Passed("it hides none");
        }
        String user = server.task().source().user();
        return new Failed(
                "policies may hide rows from role '%s' in %s".formatted(user, SelectedTables.named(hiding)),
                "BYPASSRLS, or the tables' ownership",
                "ALTER ROLE %s BYPASSRLS;".formatted(SqlNames.quote(user)));
    }
}
