package io.tidemark.job.source;

import io.tidemark.record.Table;
import io.tidemark.task.SqlNames;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A published table as the catalogue describes it at one moment.
 *
 * @param partitioned whether its rows lie in its partitions; only then does it stand for other tables than itself
 * @param rowFilter the publication's filter of its rows as SQL; {@code null} if it has none
 * @param keyColumns the names of the columns that identify a row: of the index that is the replica identity, of the primary
 *     key or, under REPLICA IDENTITY FULL, of an index that is as good as one; empty if there is none
 */
record TableShape(
        Table table, boolean partitioned, @Nullable String rowFilter, List<String> keyColumns) {

    TableShape {
        keyColumns = List.copyOf(keyColumns);
    }

    String quotedName() {
        return SqlNames.quote(table.schema()) + '.' + SqlNames.quote(table.name());
    }

    /** The table in a FROM clause, without what inherits from it, which is published by itself. */
    String fromClause() {
        return partitioned ? quotedName() : "ONLY " + quotedName();
    }

    /** The published columns for a SELECT. */
    String columnList() {
        return table.columns().stream()
                .map(column -> SqlNames.quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** The column that the table is cut into chunks by: the key's first; {@code null} if it has no key, and is one chunk. */
    @Nullable
    String chunkKey() {
        return keyColumns.isEmpty() ? null : keyColumns.get(0);
    }
}
