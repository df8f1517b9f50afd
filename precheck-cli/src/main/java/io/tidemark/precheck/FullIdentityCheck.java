package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.List;

/** FULL names a row by all of its columns, so that none may be left out. */
final class FullIdentityCheck implements Precheck {

    @Override
    public String id() {
        return "full-identity";
    }

    @Override
    public String title() {
        return "a table with REPLICA IDENTITY FULL is published whole";
    }

    @Override
    public String why() {
        return "The server refuses updates and deletes of such a table if the publication leaves a column out: the application would break.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        if (!TaskObjects.of(server).sendOldRows()) {
            return new Passed("only inserts and truncates are selected");
        }
        List<SourceTable> full = server.tables().where(SourceTable::isFull);
        FullIdentity possible = FullIdentity.of(server);
        List<SourceTable> parted =
                full.stream().filter(table -> !possible.isPossible(table)).toList();
        if (parted.isEmpty()) {
            return new Passed(
                    full.isEmpty() ? "no table has it" : SelectedTables.named(full) + " with it, published whole");
        }
        return new Failed(
                SelectedTables.named(parted) + " with REPLICA IDENTITY FULL, published in part",
                "all columns published, or another replica identity",
                parted.stream().map(FullIdentityCheck::remedy).toList());
    }

    private static String remedy(SourceTable table) {
        return table.immediateKey()
                ? "ALTER TABLE %s REPLICA IDENTITY DEFAULT;"
                        .formatted(table.name().quoted())
                : "In objects, select all columns of %1$s, or its inserts only (operations: [insert]); if columns of it are generated, make them ordinary ones"
                        .formatted(table.name().label());
    }
}
