package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Views have no changes of their own, and those of unlogged tables are not in the log. */
final class LoggedTablesCheck implements Precheck {

    @Override
    public String id() {
        return "logged-tables";
    }

    @Override
    public String title() {
        return "what is selected are tables whose changes are in the log";
    }

    @Override
    public String why() {
        return "Views and foreign tables have no changes of their own, and those of unlogged and temporary tables are not in the log.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<SourceTable> others = server.tables().where(table -> !table.isTable() || table.persistence() != 'p');
        if (others.isEmpty()) {
            return new Passed("all are");
        }
        List<String> remedy = new ArrayList<>();
        for (SourceTable table : others) {
            remedy.add(
                    table.isTable() && table.persistence() == 'u'
                            ? "ALTER TABLE %s SET LOGGED;"
                                    .formatted(table.name().quoted())
                            : "Take %s out of objects".formatted(table.name().label()));
        }
        return new Failed(SelectedTables.named(others), "permanent tables", remedy);
    }
}
