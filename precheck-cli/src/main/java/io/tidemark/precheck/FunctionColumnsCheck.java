package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.ColumnName;
import io.tidemark.task.Functions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a function of the user's own is to change must be there. */
final class FunctionColumnsCheck implements Precheck {

    @Override
    public String id() {
        return "function-columns";
    }

    @Override
    public String title() {
        return "the columns that functions names are published";
    }

    @Override
    public String why() {
        return "A name with a mistake in it would let values out unchanged, so the job refuses to begin.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        Functions functions = server.task().functions();
        if (functions == null) {
            return new Passed("there are no functions");
        }
        PublishedColumns published = PublishedColumns.of(server);
        List<String> missing = new ArrayList<>();
        for (Functions.Application application : functions.applications()) {
            for (ColumnName name : application.optional() ? List.<ColumnName>of() : application.columns()) {
                SourceColumn column = server.columns().find(name);
                if (column == null || !published.has(column)) {
                    missing.add(SourceColumn.label(name));
                }
            }
        }
        if (missing.isEmpty()) {
            return new Passed("all that it names are, or are optional");
        }
        return new Failed(
                "not published: " + SelectedTables.named("column", missing),
                "names of columns that are selected and not generated",
                "Correct them in functions.apply; or, if they are still to be made, say optional: true");
    }
}
