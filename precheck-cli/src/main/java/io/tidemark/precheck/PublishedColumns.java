package io.tidemark.precheck;

import io.tidemark.task.Publication;
import java.sql.SQLException;
import java.util.List;

/** Which columns of a selected table the publication sends, or would if it were made now. */
record PublishedColumns(TaskObjects objects, boolean storedGenerated) {

    static PublishedColumns of(SourceServer server) throws SQLException {
        boolean stored = server.version() >= Publication.WITH_GENERATED
                && server.ask(
                                "SELECT pubgencols FROM pg_publication WHERE pubname = ?",
                                server.task().publicationName())
                        .equals("s");
        return new PublishedColumns(TaskObjects.of(server), stored);
    }

    boolean has(SourceColumn column) {
        List<String> list = objects.columnList(column.table());
        if (!list.isEmpty()) {
            return list.contains(column.name());
        }
        return !column.isGenerated() || (storedGenerated && column.generated() == 's');
    }
}
