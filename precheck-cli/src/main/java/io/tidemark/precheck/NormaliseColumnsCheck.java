package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.task.ColumnName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Digits of a column that is not there go nowhere. */
final class NormaliseColumnsCheck implements Precheck {

    @Override
    public String id() {
        return "normalise-columns";
    }

    @Override
    public String title() {
        return "the columns that normalise names are selected";
    }

    @Override
    public String why() {
        return "A name with a mistake in it changes nothing: the values of the column that was meant go out with the digits of all others.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (ColumnName column : server.task().normalise().columns().keySet()) {
            if (server.columns().find(column) == null) {
                missing.add(SourceColumn.label(column));
            }
        }
        if (missing.isEmpty()) {
            return new Passed("all that it names are");
        }
        missing.sort(String::compareTo);
        return new Warning(
                "not there, or not selected: " + SelectedTables.named("column", missing),
                "names of columns that are selected",
                "Correct them in normalise.columns, or take them out, unless they are still to be made");
    }
}
