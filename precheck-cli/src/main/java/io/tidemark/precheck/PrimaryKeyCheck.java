package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;
import java.util.List;

/** A key is what makes rows of the snapshot known to a reader. */
final class PrimaryKeyCheck implements Precheck {

    @Override
    public String id() {
        return "primary-key";
    }

    @Override
    public String title() {
        return "every table has a key";
    }

    @Override
    public String why() {
        return "Rows of a table without a key can't be told apart by a reader, and the table is read in one piece.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceTable> without =
                server.tables().where(table -> table.isTable() && !table.primaryKey() && !table.identityIndex());
        if (without.isEmpty()) {
            return new Passed("each has");
        }
        return new Warning(
                SelectedTables.named(without) + " without one",
                "a primary key, or a unique index without NULLs",
                without.stream()
                        .map(table -> "ALTER TABLE %s ADD PRIMARY KEY (...);"
                                .formatted(table.name().quoted()))
                        .toList());
    }
}
