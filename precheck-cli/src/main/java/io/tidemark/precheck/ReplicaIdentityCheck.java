package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.List;

/** Without it the server itself refuses updates and deletes of a published table. */
final class ReplicaIdentityCheck implements Precheck {

    @Override
    public String id() {
        return "replica-identity";
    }

    @Override
    public String title() {
        return "updates and deletes say of which row they are";
    }

    @Override
    public String why() {
        return "The server refuses updates and deletes of a published table if the log can't name the row: the application would break.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceTable> unknown = server.tables().where(ReplicaIdentityCheck::isUnknown);
        if (unknown.isEmpty() || !TaskObjects.of(server).sendOldRows()) {
            return new Passed(unknown.isEmpty() ? "they do" : "only inserts and truncates are selected");
        }
        FullIdentity full = FullIdentity.of(server);
        List<String> remedy = unknown.stream()
                .map(table -> isNothingWithKey(table)
                        ? "ALTER TABLE %s REPLICA IDENTITY DEFAULT;"
                                .formatted(table.name().quoted())
                        : full.remedy(table))
                .toList();
        return new Failed(
                SelectedTables.named(unknown) + " without a usable replica identity",
                "a primary key, REPLICA IDENTITY USING INDEX, or FULL",
                remedy);
    }

    private static boolean isNothingWithKey(SourceTable table) {
        return table.identity() == 'n' && table.immediateKey();
    }

    private static boolean isUnknown(SourceTable table) {
        return table.isTable() && (table.identity() == 'n' || (!table.isFull() && !table.identityIndex()));
    }
}
