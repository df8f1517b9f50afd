package io.tidemark.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, each PostgreSQL's own text for it in UTF-8, held as one byte array with bounds. A value may also
 * be null, or unchanged: an UPDATE did not touch it, it is stored out of line (TOAST), and so it is not in the log.
 *
 * <p>Immutable by agreement: nobody writes into the array that {@link #bytes} gives.
 */
public final class Row {

    /** The length of a value that is SQL NULL. */
    public static final int NULL = -1;

    /**
     * The length of a value that is not in the log: after the change, because the change left it alone (pgoutput's {@code
     * 'u'}); before it, because the replica identity gives the key only.
     */
    public static final int UNCHANGED = -2;

    private final byte[] bytes;
    private final int[] bounds;

    /**
     * @param bytes the values; may hold other bytes before, between and after them
     * @param bounds for each column the offset of its value and its length in bytes, or {@link #NULL} or {@link
     *     #UNCHANGED} for the length
     */
    public Row(byte[] bytes, int[] bounds) {
        this.bytes = bytes;
        this.bounds = bounds;
    }

    /** A row of the given texts, {@code null} being SQL NULL: for those who do not read from a server. */
    public static Row of(@Nullable String... values) {
        byte[][] encoded = new byte[values.length][];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            encoded[i] = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            size += encoded[i].length;
        }
        byte[] bytes = new byte[size];
        int[] bounds = new int[2 * values.length];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(encoded[i], 0, bytes, at, encoded[i].length);
            bounds[2 * i] = at;
            bounds[2 * i + 1] = values[i] == null ? NULL : encoded[i].length;
            at += encoded[i].length;
        }
        return new Row(bytes, bounds);
    }

    /** How many columns the row has. */
    public int size() {
        return bounds.length / 2;
    }

    /** The array that the values lie in, at {@link #offset} and {@link #length}; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the column's value begins in {@link #bytes}. */
    public int offset(int column) {
        return bounds[2 * column];
    }

    /** The length of the column's value in bytes, or {@link #NULL} or {@link #UNCHANGED}. */
    public int length(int column) {
        return bounds[2 * column + 1];
    }

    public boolean isNull(int column) {
        return length(column) == NULL;
    }

    public boolean isUnchanged(int column) {
        return length(column) == UNCHANGED;
    }

    /** The bytes of all values together: what the row-size limits measure. */
    public long payload() {
        long sum = 0;
        for (int i = 1; i < bounds.length; i += 2) {
            sum += Math.max(0, bounds[i]);
        }
        return sum;
    }

    /** The column's value as a string; {@code null} if it is SQL NULL or unchanged. Not for paths that every row takes. */
    public @Nullable String text(int column) {
        int length = length(column);
        return length < 0 ? null : new String(bytes, offset(column), length, StandardCharsets.UTF_8);
    }

    /** This row with one value replaced. */
    public Row with(int column, byte[] value) {
        int length = length(column);
        if (length >= value.length) {
            byte[] copy = bytes.clone();
            System.arraycopy(value, 0, copy, offset(column), value.length);
            int[] copiedBounds = bounds.clone();
            copiedBounds[2 * column + 1] = value.length;
            return new Row(copy, copiedBounds);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + value.length);
        System.arraycopy(value, 0, longer, bytes.length, value.length);
        int[] copiedBounds = bounds.clone();
        copiedBounds[2 * column] = bytes.length;
        copiedBounds[2 * column + 1] = value.length;
        return new Row(longer, copiedBounds);
    }

    /**
     * This row with some values replaced, at the cost of one copy however many they are.
     *
     * @param values for each column its new value, or {@code null} if it stays as it is
     */
    public Row with(byte[] @Nullable [] values) {
        int longer = 0;
        for (int column = 0; column < values.length; column++) {
            byte[] value = values[column];
            longer += value != null && value.length > length(column) ? value.length : 0;
        }
        byte[] copy = Arrays.copyOf(bytes, bytes.length + longer);
        int[] copiedBounds = bounds.clone();
        int end = bytes.length;
        for (int column = 0; column < values.length; column++) {
            byte[] value = values[column];
            if (value == null) {
                continue;
            }
            if (value.length > length(column)) {
                copiedBounds[2 * column] = end;
                end += value.length;
            }
            copiedBounds[2 * column + 1] = value.length;
            System.arraycopy(value, 0, copy, copiedBounds[2 * column], value.length);
        }
        return new Row(copy, copiedBounds);
    }

    /**
     * This row with the values that it lacks as unchanged taken from another one, where that has them.
     *
     * @param other a row that lies in the same array, as the old and the new row of one message do
     */
    public Row completedBy(Row other) {
        int[] completed = bounds;
        for (int column = 0; column < size(); column++) {
            if (isUnchanged(column) && !other.isUnchanged(column)) {
                completed = completed == bounds ? bounds.clone() : completed;
                completed[2 * column] = other.offset(column);
                completed[2 * column + 1] = other.length(column);
            }
        }
        return completed == bounds ? this : new Row(bytes, completed);
    }
}
