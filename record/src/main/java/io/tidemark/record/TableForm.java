package io.tidemark.record;

import java.util.List;

/** What all records of a table have in common, written once: the names of the members, and the place in {@code source}. */
final class TableForm {

    final Table table;
    final byte[] place;
    private final byte[][] names;
    private final JsonKind[] kinds;

    TableForm(Table table) {
        this.table = table;
        this.place = place(table);
        List<Column> columns = table.columns();
        this.names = new byte[columns.size()][];
        this.kinds = new JsonKind[columns.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = JsonString.of(columns.get(i).name());
            kinds[i] = JsonKind.ofType(columns.get(i).typeOid());
        }
    }

    int size() {
        return names.length;
    }

    /** The column's name as a JSON string, quotes included. */
    byte[] name(int column) {
        return names[column];
    }

    JsonKind kind(int column) {
        return kinds[column];
    }

    private static byte[] place(Table table) {
        GrowingBytes out = new GrowingBytes();
        out.putAscii("\"db\":");
        out.put(JsonString.of(table.database()));
        out.putAscii(",\"schema\":");
        out.put(JsonString.of(table.schema()));
        out.putAscii(",\"table\":");
        out.put(JsonString.of(table.name()));
        return out.toByteArray();
    }
}
