package io.tidemark.job.source;

import io.tidemark.record.Row;

/**
 * Decodes a line of {@code COPY ... TO STDOUT} in text format: columns between tabs, {@code \N} for NULL, backslash escapes
 * for what would not fit a line (PostgreSQL manual, "COPY", "Text Format"). Escapes are resolved in place: the row
 * lies where the line lay.
 */
final class CopyDecoder {

    private final int columns;

    CopyDecoder(int columns) {
        this.columns = columns;
    }

    /**
     * The row of a line, which ends in a newline.
     *
     * @param line holds the line, which is written into and belongs to the row from then on
     * @param offset where it begins
     * @param length how many bytes it has
     */
    Row decode(byte[] line, int offset, int length) {
        int end = offset + length;
        if (length > 0 && line[end - 1] == '\n') {
            end--;
        }
        int[] bounds = new int[2 * columns];
        int read = offset;
        for (int column = 0; column < columns; column++) {
            if (column > 0) {
                if (read >= end || line[read] != '\t') {
                    throw new IllegalStateException(
                            "COPY sent a line of %d columns, expected %d".formatted(column, columns));
                }
                read++;
            }
            read = decodeColumn(line, read, end, bounds, 2 * column);
        }
        if (read != end) {
            throw new IllegalStateException("COPY sent a line of more than the expected %d columns".formatted(columns));
        }
        return new Row(line, bounds);
    }

    /** Puts the value's offset and length at {@code at} and gives the index of the tab behind it. */
    private static int decodeColumn(byte[] line, int start, int end, int[] bounds, int at) {
        bounds[at] = start;
        int read = start;
        while (read < end && line[read] != '\t' && line[read] != '\\') {
            read++;
        }
        if (read == end || line[read] == '\t') {
            bounds[at + 1] = read - start;
            return read;
        }
        if (read == start && line[read + 1] == 'N') {
            bounds[at + 1] = Row.NULL;
            return read + 2;
        }
        int write = read;
        while (read < end && line[read] != '\t') {
            byte next = line[read++];
            line[write++] = next == '\\' ? unescape(line[read++]) : next;
        }
        bounds[at + 1] = write - start;
        return read;
    }

    private static byte unescape(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> escaped;
        };
    }
}
