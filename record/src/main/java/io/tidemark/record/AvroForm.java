package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What all {@code dts-avro} records of a table have in common, in Avro's binary form. */
final class AvroForm {

    /** The tag that tells the columns of the key, by the constraint's name. */
    private static final String KEY = "pk_uk_info";

    private static final int TEXT = 1;
    private static final int ARRAY = 2;
    private static final int END = 0;

    final Table table;
    final byte[] objectName;
    final byte[] tags;
    final byte[] fields;

    /** A statement that does to the table what was done. */
    final byte[] truncate;

    private final AvroColumn[] columns;

    AvroForm(Table table) {
        this.table = table;
        this.objectName = objectName(table);
        this.tags = tags(keyTag());
        this.fields = fields(table);
        this.truncate = "TRUNCATE TABLE %s.%s"
                .formatted(quoted(table.schema()), quoted(table.name()))
                .getBytes(UTF_8);
        this.columns = table.columns().stream().map(AvroColumn::of).toArray(AvroColumn[]::new);
    }

    AvroColumn column(int column) {
        return columns[column];
    }

    /** The tags of a change of which some values are not whole. */
    byte[] tagsOf(Change change) {
        TableForm names = new TableForm(table);
        List<String> entries = keyTag();
        add(entries, JsonMarks.TRUNCATED, JsonMarks.truncated(change, names));
        add(entries, JsonMarks.CLAIMED, JsonMarks.claimed(change, names));
        return tags(entries);
    }

    void requireFit(Row row) {
        if (row.size() != columns.length) {
            throw new IllegalStateException("a row of %s has %d values, but the table has %d columns"
                    .formatted(table.label(), row.size(), columns.length));
        }
    }

    private static byte[] objectName(Table table) {
        GrowingBytes out = new GrowingBytes();
        out.putVarint(TEXT);
        out.putString(escaped(table.database()) + '.' + escaped(table.schema()) + '.' + escaped(table.name()));
        return out.toByteArray();
    }

    /** A dot within a name would look like the one between two names. */
    private static String escaped(String name) {
        return name.replace(".", "\\u002E");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The key's tag and its value; none if the rows of the table can't be told apart. */
    private List<String> keyTag() {
        String names = table.columns().stream()
                .filter(Column::key)
                .map(column -> new String(JsonString.of(column.name()), UTF_8))
                .collect(Collectors.joining(","));
        List<String> entries = new ArrayList<>();
        if (!names.isEmpty()) {
            entries.addAll(List.of(KEY, "{\"PRIMARY\":[" + names + "]}"));
        }
        return entries;
    }

    private static void add(List<String> entries, String tag, byte[] list) {
        if (list.length > 0) {
            entries.addAll(List.of(tag, new String(list, UTF_8)));
        }
    }

    /** @param entries name and value in turn */
    private static byte[] tags(List<String> entries) {
        GrowingBytes out = new GrowingBytes();
        if (!entries.isEmpty()) {
            out.putVarint(entries.size() / 2);
            entries.forEach(out::putString);
        }
        out.putVarint(END);
        return out.toByteArray();
    }

    private static byte[] fields(Table table) {
        GrowingBytes out = new GrowingBytes();
        out.putVarint(ARRAY);
        if (!table.columns().isEmpty()) {
            out.putVarint(table.columns().size());
        }
        for (Column column : table.columns()) {
            out.putString(column.name());
            out.putVarint(column.typeOid());
        }
        out.putVarint(END);
        return out.toByteArray();
    }
}
