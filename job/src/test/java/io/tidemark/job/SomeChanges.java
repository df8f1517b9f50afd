package io.tidemark.job;

import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of one table that has a column of each type that something is done with. */
public final class SomeChanges {

    public static final Table ORDERS = new Table(
            "shop",
            "public",
            "orders",
            16_421,
            List.of(
                    new Column("id", 20, -1, true),
                    new Column("weight", 700, -1, false),
                    new Column("price", 701, -1, false),
                    new Column("placed_at", 1184, -1, false),
                    new Column("opens", 1266, -1, false),
                    new Column("note", 25, -1, false)));

    public static final Transaction COMMITTED = new Transaction(765, 0x1A2B3C4D, 1_767_225_605_000_999L);

    private static final long READ_AT = 1_767_225_605_250L;

    private SomeChanges() {}

    /** An inserted row. */
    public static Change insert(Table table, Row after) {
        return change(Operation.INSERT, table, null, after);
    }

    /** The change with the ordinal 17, the third of its table, and not the last of its transaction. */
    public static Change change(Operation operation, Table table, @Nullable Row before, @Nullable Row after) {
        return new Change(operation, table, COMMITTED, 17, 3, false, before, after, READ_AT);
    }

    /** The row with a column that is not in the log. */
    public static Row without(Row row, int column) {
        int[] bounds = new int[2 * row.size()];
        for (int i = 0; i < row.size(); i++) {
            bounds[2 * i] = row.offset(i);
            bounds[2 * i + 1] = i == column ? Row.UNCHANGED : row.length(i);
        }
        return new Row(row.bytes(), bounds);
    }

    /** The texts of a row for comparison; a value that is not in the log is a tilde. */
    public static List<String> texts(@Nullable Row row) {
        return row == null
                ? List.of()
                : java.util.stream.IntStream.range(0, row.size())
                        .mapToObj(column -> row.isUnchanged(column) ? "~" : String.valueOf(row.text(column)))
                        .toList();
    }
}
