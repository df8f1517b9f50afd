package io.tidemark.job.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.record.Row;
import org.jspecify.annotations.Nullable;

/** A row some of whose values are being replaced. What was replaced is in the new row's memory no more. */
final class RowEdit {

    private final Row row;
    private final byte[] @Nullable [] values;
    private final int[] lengths;

    RowEdit(Row row) {
        this.row = row;
        this.values = new byte[row.size()][];
        this.lengths = new int[row.size()];
        for (int column = 0; column < lengths.length; column++) {
            lengths[column] = row.length(column);
        }
    }

    /** The value as it was; {@code null} if it is SQL NULL or not here. */
    @Nullable
    String text(int column) {
        return row.text(column);
    }

    /** @param text {@code null} for SQL NULL */
    void replace(int column, @Nullable String text) {
        byte[] value = text == null ? null : text.getBytes(UTF_8);
        values[column] = value;
        lengths[column] = value == null ? Row.NULL : value.length;
    }

    void leaveOut(int column) {
        lengths[column] = Row.UNCHANGED;
    }

    Row result() {
        int size = 0;
        for (int length : lengths) {
            size = Math.addExact(size, Math.max(0, length));
        }
        byte[] bytes = new byte[size];
        int[] bounds = new int[2 * lengths.length];
        int at = 0;
        for (int column = 0; column < lengths.length; column++) {
            bounds[2 * column] = at;
            bounds[2 * column + 1] = lengths[column];
            if (lengths[column] > 0) {
                byte[] value = values[column];
                System.arraycopy(
                        value == null ? row.bytes() : value,
                        value == null ? row.offset(column) : 0,
                        bytes,
                        at,
                        lengths[column]);
                at += lengths[column];
            }
        }
        return new Row(bytes, bounds);
    }
}
