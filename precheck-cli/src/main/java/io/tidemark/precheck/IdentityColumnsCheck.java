package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Publication;
import java.sql.SQLException;
import java.util.List;

/** What the log names rows by must be among what is sent. */
final class IdentityColumnsCheck implements Precheck {

    @Override
    public String id() {
        return "identity-columns";
    }

    @Override
    public String title() {
        return "the columns that name a row are published";
    }

    @Override
    public String why() {
        return "The server refuses updates and deletes of a table whose published columns do not name the row: the application would break.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        if (!TaskObjects.of(server).sendOldRows()) {
            return new Passed("only inserts and truncates are selected");
        }
        PublishedColumns published = PublishedColumns.of(server);
        List<SourceColumn> missing = server.columns().where(column -> column.identity() && !published.has(column));
        if (missing.isEmpty()) {
            return new Passed("all of every replica identity are");
        }
        return new Failed(
                SelectedTables.named(
                                "column",
                                missing.stream().map(SourceColumn::label).toList())
                        + " of the replica identity, not published",
                "all columns of the replica identity",
                missing.stream().map(column -> remedy(column, server)).toList());
    }

    private static String remedy(SourceColumn column, SourceServer server) {
        if (!column.isGenerated() || (column.generated() == 's' && server.version() >= Publication.WITH_GENERATED)) {
            return "In objects, put %s into the columns of %s"
                    .formatted(column.name(), column.table().name().label());
        }
        return "%s is generated and can't be published: give the table a key without it, or select its inserts only"
                .formatted(column.label());
    }
}
