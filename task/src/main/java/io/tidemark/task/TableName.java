package io.tidemark.task;

import java.io.Serializable;
import java.util.List;

/** The name of a table as the catalogue has it: no quotes, any character. */
public record TableName(String schema, String name) implements Serializable {

    /**
     * Reads {@code schema.table}, each part written as in SQL.
     *
     * @throws IllegalArgumentException if it is not two parts, or one of them needs quotes and has none
     */
    public static TableName parse(String text) {
        List<String> parts = SqlNames.parse(text);
        if (parts.size() != 2) {
            throw new IllegalArgumentException("must be schema.table, but was '" + text + "'");
        }
        return new TableName(parts.get(0), parts.get(1));
    }

    /** The name for people and for logs: {@code sales.orders}, unquoted. */
    public String label() {
        return schema + '.' + name;
    }

    /** The name for a statement: both parts quoted. */
    public String quoted() {
        return SqlNames.quote(schema) + '.' + SqlNames.quote(name);
    }
}
