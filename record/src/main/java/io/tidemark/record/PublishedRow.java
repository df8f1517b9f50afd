package io.tidemark.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a reader gets it: PostgreSQL's own text of each value, whatever JSON made of it, and {@code null} for SQL NULL.
 *
 * @param values by column, in the order of the record; a column that the record leaves out is not among them
 */
public record PublishedRow(Map<String, @Nullable String> values) {

    public PublishedRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether the record holds the column, be its value NULL or not. */
    public boolean has(String column) {
        return values.containsKey(column);
    }

    /** The column's text; {@code null} if it is SQL NULL or left out of the record. */
    public @Nullable String text(String column) {
        return values.get(column);
    }

    /** The names of the columns: no value is printed by accident. */
    @Override
    public String toString() {
        return "PublishedRow" + values.keySet();
    }
}
