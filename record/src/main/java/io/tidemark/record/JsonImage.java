package io.tidemark.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** Writes a row as a JSON object with a member per column, leaving out what is not in the log, and what was moved elsewhere. */
final class JsonImage {

    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final byte[] UNCHANGED = ",\"unchanged\":[".getBytes(US_ASCII);
    private static final byte[] COMMA = {','};

    private JsonImage() {}

    /** Puts the row, or {@code null} if there is none. */
    static void put(GrowingBytes out, @Nullable Row row, TableForm form) throws UnencodableValueException {
        if (row == null) {
            out.put(NULL);
            return;
        }
        requireFit(row, form);
        out.put((byte) '{');
        boolean first = true;
        for (int column = 0; column < form.size(); column++) {
            if (!row.isUnchanged(column) && !row.isMoved(column)) {
                putMember(out, row, column, form, first);
                first = false;
            }
        }
        out.put((byte) '}');
    }

    /** Puts a member with the names of the columns that are unchanged in the row, if any is. */
    static void putUnchanged(GrowingBytes out, @Nullable Row row, TableForm form) {
        boolean any = false;
        for (int column = 0; row != null && column < form.size(); column++) {
            if (row.isUnchanged(column)) {
                out.put(any ? COMMA : UNCHANGED);
                out.put(form.name(column));
                any = true;
            }
        }
        if (any) {
            out.put((byte) ']');
        }
    }

    private static void putMember(GrowingBytes out, Row row, int column, TableForm form, boolean first)
            throws UnencodableValueException {
        if (!first) {
            out.put((byte) ',');
        }
        out.put(form.name(column));
        out.put((byte) ':');
        if (row.isNull(column)) {
            out.put(NULL);
            return;
        }
        String problem = form.kind(column).put(out, row.bytes(), row.offset(column), row.length(column));
        if (problem != null) {
            throw new UnencodableValueException(form.table, form.table.columns().get(column), problem);
        }
    }

    private static void requireFit(Row row, TableForm form) {
        if (row.size() != form.size()) {
            throw new IllegalStateException("a row of %s has %d values, but the table has %d columns"
                    .formatted(form.table.label(), row.size(), form.size()));
        }
    }
}
