package io.tidemark.record;

import org.jspecify.annotations.Nullable;

/**
 * Makes a JSON object of the values that a row's key has, as its record has them: what records of the same row have in common.
 * One for each thread: it uses its memory again for the next key.
 */
public final class KeyEncoder {

    private final GrowingBytes out = new GrowingBytes();
    private @Nullable TableForm latest;

    /**
     * The key of the row after the change, or before it where it is deleted; {@code null} for a truncated table, and for a table
     * without a key.
     *
     * @throws UnencodableValueException if a value of it cannot be carried as it is; the encoder can be used on
     */
    public byte @Nullable [] encode(Change change) throws UnencodableValueException {
        Row row = change.after() == null ? change.before() : change.after();
        if (row == null) {
            return null;
        }
        TableForm form = form(change.table());
        out.clear();
        boolean any = false;
        for (int column = 0; column < form.size(); column++) {
            if (form.table.columns().get(column).key() && row.length(column) >= 0) {
                out.put((byte) (any ? ',' : '{'));
                putMember(row, column, form);
                any = true;
            }
        }
        if (!any) {
            return null;
        }
        out.put((byte) '}');
        return out.toByteArray();
    }

    private void putMember(Row row, int column, TableForm form) throws UnencodableValueException {
        out.put(form.name(column));
        out.put((byte) ':');
        String problem = form.kind(column).put(out, row.bytes(), row.offset(column), row.length(column));
        if (problem != null) {
            throw new UnencodableValueException(form.table, form.table.columns().get(column), problem);
        }
    }

    @SuppressWarnings("ReferenceEquality") // to compare two tables by value is to compare all their columns
    private TableForm form(Table table) {
        TableForm form = latest;
        if (form == null || form.table != table) {
            form = new TableForm(table);
            latest = form;
        }
        return form;
    }
}
