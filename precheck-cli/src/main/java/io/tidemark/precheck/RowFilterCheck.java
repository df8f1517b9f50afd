package io.tidemark.precheck;

import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The row filters of the task file, read by the server. */
final class RowFilterCheck implements Precheck {

    @Override
    public String id() {
        return "row-filter";
    }

    @Override
    public String title() {
        return "the server understands every where";
    }

    @Override
    public String why() {
        return "A publication with a filter that is no condition on the table's columns can't be made.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        TaskObjects objects = TaskObjects.of(server);
        List<SourceTable> closed =
                server.tables().where(table -> table.isTable() && !table.isReadable() && objects.where(table) != null);
        if (!closed.isEmpty()) {
            return new CouldNotRun(
                    "the server plans a query only of tables that the role may read, not of "
                            + SelectedTables.named(closed),
                    TableRightsCheck.grants(server, closed));
        }
        List<String> refused = new ArrayList<>();
        List<RowFilter> filters = RowFilter.of(server);
        for (RowFilter filter : filters) {
            String refusal = filter.refusal(server);
            if (refusal != null) {
                refused.add("%s: %s".formatted(filter.table().name().label(), refusal));
            }
        }
        if (refused.isEmpty()) {
            return new Passed(filters.isEmpty() ? "there is none" : "it understands all %d".formatted(filters.size()));
        }
        return new Failed(
                String.join("; ", refused),
                "a condition on the table's own columns, with functions and operators of PostgreSQL",
                "Correct where in objects");
    }
}
