package io.tidemark.job.source;

import io.tidemark.record.Column;
import io.tidemark.record.Table;
import java.util.List;

/** The tables that tests of the log's reading speak of. */
final class SomeTables {

    static final int INT4 = 23;
    static final int TEXT = 25;

    /** Of the replica identity DEFAULT. */
    static final Table ITEMS = table("items", 16_400, "id", "note", "doc");

    /** Of the replica identity FULL. */
    static final Table NOTES = table("notes", 16_500, "id", "note", "doc");

    private SomeTables() {}

    /** A table whose first column is its key, int4; the others are text. */
    static Table table(String name, int oid, String... columns) {
        List<Column> all = List.of(columns).stream()
                .map(column -> column.equals(columns[0])
                        ? new Column(column, INT4, -1, true)
                        : new Column(column, TEXT, -1, false))
                .toList();
        return new Table("shop", "public", name, oid, all);
    }
}
