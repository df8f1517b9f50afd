package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import java.sql.SQLException;

/** A name with a mistake in it would select nothing. */
final class ObjectsExistCheck implements Precheck {

    @Override
    public String id() {
        return "objects-exist";
    }

    @Override
    public String title() {
        return "what objects names is there";
    }

    @Override
    public String why() {
        return "A table or schema that is not there can't be tracked.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        SelectedTables selected = server.tables();
        if (selected.missing().isEmpty()) {
            return new Passed(
                    "%d tables are selected".formatted(selected.tables().size()));
        }
        return new Failed(
                "not in database '%s': %s"
                        .formatted(server.task().source().database(), String.join(", ", selected.missing())),
                "names of schemas and tables that are there",
                "Correct them in objects, or take them out");
    }
}
