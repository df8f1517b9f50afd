package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The snapshot reads every table as an ordinary reader does. */
final class TableRightsCheck implements Precheck {

    @Override
    public String id() {
        return "table-rights";
    }

    @Override
    public String title() {
        return "the role may read every table";
    }

    @Override
    public String why() {
        return "The first rows of a table are read as any reader reads them, which takes SELECT on the whole table.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceTable> closed = server.tables().where(table -> !table.isReadable());
        if (closed.isEmpty()) {
            return new Passed("it may");
        }
        return new Failed(
                "role '%s' may not read %s".formatted(server.task().source().user(), SelectedTables.named(closed)),
                "USAGE on their schemas and SELECT on them",
                grants(server, closed));
    }

    /** What lets the role read some tables that it may not. */
    static List<String> grants(SourceServer server, List<SourceTable> closed) {
        String role = SqlNames.quote(server.task().source().user());
        Set<String> grants = new LinkedHashSet<>();
        for (SourceTable table : closed) {
            if (!table.mayUseSchema()) {
                grants.add("GRANT USAGE ON SCHEMA %s TO %s;"
                        .formatted(SqlNames.quote(table.name().schema()), role));
            }
            if (!table.maySelect()) {
                grants.add("GRANT SELECT ON %s TO %s;".formatted(table.name().quoted(), role));
            }
        }
        return List.copyOf(grants);
    }
}
