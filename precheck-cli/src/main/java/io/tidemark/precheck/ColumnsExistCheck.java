package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A name with a mistake in it. */
final class ColumnsExistCheck implements Precheck {

    @Override
    public String id() {
        return "columns";
    }

    @Override
    public String title() {
        return "the columns that objects names are there";
    }

    @Override
    public String why() {
        return "A publication with a column that is not there can't be made.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        TaskObjects objects = TaskObjects.of(server);
        List<String> missing = new ArrayList<>();
        for (SourceTable table : server.tables().where(objects::hasColumnList)) {
            List<String> known = server.columns().names(table);
            objects.columnList(table).stream()
                    .filter(column -> !known.contains(column))
                    .forEach(column -> missing.add(table.name().label() + '.' + column));
        }
        if (missing.isEmpty()) {
            return new Passed("all that objects names are there");
        }
        return new Failed(
                "not there: " + SelectedTables.named("column", missing),
                "names of columns that are there",
                "Correct them in objects, or take them out");
    }
}
