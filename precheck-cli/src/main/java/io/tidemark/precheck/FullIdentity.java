package io.tidemark.precheck;

import io.tidemark.task.Publication;
import java.sql.SQLException;

/**
 * Where {@code REPLICA IDENTITY FULL} helps, and where it would make the server refuse updates: it takes that all columns are
 * published, from version 18 on generated ones too.
 */
record FullIdentity(PublishedColumns published, SelectedColumns columns, boolean withGenerated) {

    static FullIdentity of(SourceServer server) throws SQLException {
        return new FullIdentity(
                PublishedColumns.of(server), server.columns(), server.version() >= Publication.WITH_GENERATED);
    }

    boolean isPossible(SourceTable table) {
        return !published.objects().hasColumnList(table)
                && columns.of(table).stream()
                        .noneMatch(column -> withGenerated && column.isGenerated() && !published.has(column));
    }

    /** What gives a table the identity, or why that is no way out. */
    String remedy(SourceTable table) {
        return isPossible(table)
                ? "ALTER TABLE %s REPLICA IDENTITY FULL;".formatted(table.name().quoted())
                : "REPLICA IDENTITY FULL is no way out for %s, as not all of its columns are published: publish them all first"
                        .formatted(table.name().label());
    }
}
