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

    /** The length of a value that is not here any more, but where its {@link #mark} says. */
    public static final int MOVED = -3;

    private final byte[] bytes;
    private final int[] bounds;
    private final @Nullable Mark @Nullable [] marks;

    /**
     * @param bytes the values; may hold other bytes before, between and after them
     * @param bounds for each column the offset of its value and its length in bytes, or {@link #NULL} or {@link
     *     #UNCHANGED} for the length
     */
    public Row(byte[] bytes, int[] bounds) {
        this(bytes, bounds, null);
    }

    private Row(byte[] bytes, int[] bounds, @Nullable Mark @Nullable [] marks) {
        this.bytes = bytes;
        this.bounds = bounds;
        this.marks = marks;
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

    /** The length of the column's value in bytes, or {@link #NULL}, {@link #UNCHANGED} or {@link #MOVED}. */
    public int length(int column) {
        return bounds[2 * column + 1];
    }

    public boolean isNull(int column) {
        return length(column) == NULL;
    }

    public boolean isUnchanged(int column) {
        return length(column) == UNCHANGED;
    }

    public boolean isMoved(int column) {
        return length(column) == MOVED;
    }

    /** Whether every value is as the server gave it: none was cut, none moved. */
    public boolean isWhole() {
        return marks == null;
    }

    /** What tells the whole value where this row does not hold it; {@code null} if it does. */
    public @Nullable Mark mark(int column) {
        return marks == null ? null : marks[column];
    }

    /** The bytes of all values together: what the row-size limits measure. */
    public long payload() {
        long sum = 0;
        for (int i = 1; i < bounds.length; i += 2) {
            sum += Math.max(0, bounds[i]);
        }
        return sum;
    }

    /** The column's value as a string; {@code null} if it is SQL NULL or not here. Not for paths that every row takes. */
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
            return new Row(copy, copiedBounds, marks);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + value.length);
        System.arraycopy(value, 0, longer, bytes.length, value.length);
        int[] copiedBounds = bounds.clone();
        copiedBounds[2 * column] = bytes.length;
        copiedBounds[2 * column + 1] = value.length;
        return new Row(longer, copiedBounds, marks);
    }

    /**
     * This row with some values replaced, at the cost of one copy however many they are.
     *
     * @param values for each column its new value, or {@code null} if it stays as it is
     */
    public Row with(byte[] @Nullable [] values) {
        int longer = 0;
        int from = marks == null ? bytes.length : 0; // a cut value may be needed whole again
        int to = marks == null ? 0 : bytes.length;
        for (int column = 0; column < values.length; column++) {
            byte[] value = values[column];
            int length = length(column);
            longer += value != null && value.length > length ? value.length : 0;
            if (length > 0) {
                from = Math.min(from, offset(column));
                to = Math.max(to, offset(column) + length);
            }
        }
        int size = Math.max(0, to - from);
        byte[] copy = new byte[size + longer];
        System.arraycopy(bytes, size == 0 ? 0 : from, copy, 0, size);
        int[] copiedBounds = bounds.clone();
        int end = size;
        for (int column = 0; column < values.length; column++) {
            copiedBounds[2 * column] = length(column) > 0 ? offset(column) - from : 0;
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
        return new Row(copy, copiedBounds, marks);
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
        return completed == bounds ? this : new Row(bytes, completed, marks);
    }

    /** This row with a value cut to its first bytes, and marked so. The values are shared, not copied. */
    public Row cut(int column, int length, String sha256) {
        return marked(column, length, new Mark(length(column), sha256, null));
    }

    /** This row without a value that lies elsewhere now, and marked so. The values are shared, not copied. */
    public Row moved(int column, String path, String sha256) {
        return marked(column, MOVED, new Mark(length(column), sha256, path));
    }

    private Row marked(int column, int length, Mark mark) {
        int[] shorter = bounds.clone();
        shorter[2 * column + 1] = length;
        @Nullable Mark[] more = marks == null ? new Mark[size()] : marks.clone();
        more[column] = mark;
        return new Row(bytes, shorter, more);
    }

    /** This row as it was before any value was cut or moved. */
    public Row whole() {
        if (marks == null) {
            return this;
        }
        int[] longer = bounds.clone();
        for (int column = 0; column < marks.length; column++) {
            Mark mark = marks[column];
            if (mark != null) {
                longer[2 * column + 1] = mark.bytes();
            }
        }
        return new Row(bytes, longer);
    }
}
