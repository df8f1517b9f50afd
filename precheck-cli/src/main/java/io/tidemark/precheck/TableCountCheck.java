package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import java.sql.SQLException;

/** DTS has a limit, and one is wise: a task fails as a whole. */
final class TableCountCheck implements Precheck {

    private static final int MOST = 500;

    @Override
    public String id() {
        return "table-count";
    }

    @Override
    public String title() {
        return "at most 500 tables";
    }

    @Override
    public String why() {
        return "A task fails as a whole, and takes as long to begin as all of its tables together.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        int count = server.tables().tables().size();
        if (count <= MOST) {
            return new Passed("%d are selected".formatted(count));
        }
        return new Warning(
                "%d are selected".formatted(count), "at most 500", "Make several tasks, by schema or by table");
    }
}
