package io.tidemark.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a reader gets it: PostgreSQL's own text of each value, whatever JSON made of it, and {@code null} for SQL NULL.
 *
 * @param values by column, in the order of the record; a column that the record leaves out is not among them, and neither is
 *     one of which it does not hold the whole value
 * @param cut the columns whose values were cut because the row was too large
 * @param claimed the columns whose values were moved to files because the row was too large
 */
public record PublishedRow(
        Map<String, @Nullable String> values, Map<String, CutValue> cut, Map<String, ClaimedValue> claimed) {

    public PublishedRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        cut = Map.copyOf(cut);
        claimed = Map.copyOf(claimed);
    }

    /** A row that the record holds whole. */
    public PublishedRow(Map<String, @Nullable String> values) {
        this(values, Map.of(), Map.of());
    }

    /** Whether the record holds the column's whole value, be it NULL or not. */
    public boolean has(String column) {
        return values.containsKey(column);
    }

    /**
     * The column's text; {@code null} if it is SQL NULL or left out of the record.
     *
     * @throws IllegalStateException if the value was cut or moved to a file: what is left of it is not the value
     */
    public @Nullable String text(String column) {
        if (cut.containsKey(column) || claimed.containsKey(column)) {
            throw new IllegalStateException(
                    "the record does not hold the value of column \"%s\": it was too large, and was %s. Look among cut() and claimed() first"
                            .formatted(column, cut.containsKey(column) ? "cut" : "moved to a file"));
        }
        return values.get(column);
    }

    /** The names of the columns: no value is printed by accident. */
    @Override
    public String toString() {
        return "PublishedRow" + values.keySet()
                + (cut.isEmpty() ? "" : ", cut " + cut.keySet())
                + (claimed.isEmpty() ? "" : ", claimed " + claimed.keySet());
    }
}
