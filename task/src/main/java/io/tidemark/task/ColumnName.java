package io.tidemark.task;

import java.io.Serializable;
import java.util.List;

/** The name of a column of a table as the catalogue has it: no quotes, any character. */
public record ColumnName(TableName table, String column) implements Serializable {

    /**
     * Reads {@code schema.table.column}, each part written as in SQL.
     *
     * @throws IllegalArgumentException if it is not three parts, or one of them needs quotes and has none
     */
    public static ColumnName parse(String text) {
        List<String> parts = SqlNames.parse(text);
        if (parts.size() != 3) {
            throw new IllegalArgumentException("must be schema.table.column, but was '" + text + "'");
        }
        return new ColumnName(new TableName(parts.get(0), parts.get(1)), parts.get(2));
    }
}
