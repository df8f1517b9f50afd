package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A filter is asked of the old row too, of which the log may have the identity only. */
final class RowFilterColumnsCheck implements Precheck {

    @Override
    public String id() {
        return "row-filter-columns";
    }

    @Override
    public String title() {
        return "every where can be decided by what the log names a row by";
    }

    @Override
    public String why() {
        return "The server refuses updates and deletes of a table whose row filter needs more than the replica identity: the application would break.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        if (!TaskObjects.of(server).sendOldRows()) {
            return new Passed("only inserts and truncates are selected");
        }
        List<String> beyond = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        FullIdentity full = FullIdentity.of(server);
        for (RowFilter filter : RowFilter.of(server)) {
            List<String> identity = identity(server, filter.table());
            if (!identity.isEmpty() && !filter.canDoWith(server, identity)) {
                beyond.addAll(beyond(server, filter, identity));
                remedy.add(full.remedy(filter.table()));
            }
        }
        if (beyond.isEmpty()) {
            return new Passed("none needs more");
        }
        remedy.add("or take the columns out of where");
        return new Failed(
                SelectedTables.named("column", beyond) + " of a row filter, not of the replica identity",
                "columns of the replica identity only, or REPLICA IDENTITY FULL",
                remedy);
    }

    private static List<String> identity(SourceServer server, SourceTable table) throws SQLException {
        return server.columns().of(table).stream()
                .filter(SourceColumn::identity)
                .map(SourceColumn::name)
                .toList();
    }

    /** Those without which the filter can't be read. */
    private static List<String> beyond(SourceServer server, RowFilter filter, List<String> identity)
            throws SQLException {
        List<String> names = server.columns().names(filter.table());
        List<String> beyond = new ArrayList<>();
        for (String name : names) {
            List<String> others =
                    names.stream().filter(other -> !other.equals(name)).toList();
            if (!identity.contains(name) && !filter.canDoWith(server, others)) {
                beyond.add(filter.table().name().label() + '.' + name);
            }
        }
        return beyond;
    }
}
