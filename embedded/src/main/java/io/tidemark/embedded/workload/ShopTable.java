package io.tidemark.embedded.workload;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the workload. Its column {@code v} holds a number from the sequence {@code tidemark_version}, drawn by the
 * statement that changed the row, so it orders the changes of a row independently of any log.
 *
 * @param fullIdentity whether its REPLICA IDENTITY is FULL: the log then holds whole old rows
 */
public record ShopTable(String schema, String name, List<ShopColumn> columns, boolean fullIdentity) {

    /** The column that every table has for the version. */
    public static final String VERSION = "v";

    public ShopTable {
        columns = List.copyOf(columns);
        if (columns.stream().noneMatch(ShopColumn::key)) {
            throw new IllegalArgumentException("table '%s' needs a key column, but has none".formatted(name));
        }
    }

    /** Tables are looked up for each of millions of changes: their columns need not be hashed every time. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ShopTable table
                        && schema.equals(table.schema)
                        && name.equals(table.name)
                        && columns.equals(table.columns)
                        && fullIdentity == table.fullIdentity);
    }

    public String label() {
        return schema + '.' + name;
    }

    /** The index of a column, or -1. */
    public int column(String columnName) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(columnName)) {
                return i;
            }
        }
        return -1;
    }

    /** The key as one text, from the texts of the key columns: the text itself, or {@code (12, 3)}. */
    public String key(List<String> values) {
        return values.size() == 1 ? values.get(0) : values.stream().collect(joining(", ", "(", ")"));
    }

    /**
     * The values of a row, ready to be compared: the numbers of {@code real} and {@code double precision} columns by value,
     * everything else by its text.
     *
     * @param texts one for each column; {@code null} is SQL NULL, {@link Image#NOT_THERE} a value that is not known
     */
    public Image image(List<? extends @Nullable String> texts) {
        List<@Nullable String> canonical = new ArrayList<>(texts);
        for (int i = 0; i < columns.size(); i++) {
            String text = texts.get(i);
            if (text != null && columns.get(i).type().isFloat()) {
                canonical.set(i, FloatNotation.canonical(text));
            }
        }
        return Image.of(canonical);
    }

    /** The key as one text, from the texts of all columns. */
    String keyOf(List<? extends @Nullable String> row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = row.get(i);
            if (columns.get(i).key() && value != null) {
                values.add(value);
            }
        }
        return key(values);
    }

    List<ShopColumn> keyColumns() {
        return columns.stream().filter(ShopColumn::key).toList();
    }

    /** The columns that an application changes: neither key nor version. */
    List<ShopColumn> payloadColumns() {
        return columns.stream()
                .filter(column -> !column.key() && !column.name().equals(VERSION))
                .toList();
    }

    /** A list for SELECT or RETURNING: every column as the text that should be published. */
    String readList(Normalisation normalisation) {
        return columns.stream()
                .map(column -> column.type().readExpression(column.name(), normalisation))
                .collect(joining(", "));
    }
}
