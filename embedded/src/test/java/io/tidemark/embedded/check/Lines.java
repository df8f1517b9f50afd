package io.tidemark.embedded.check;

import static java.util.stream.Collectors.joining;

import io.tidemark.embedded.workload.ShopColumn;
import io.tidemark.embedded.workload.ShopTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records as a consumer prints them: for tests, by hand, so that the checker is not measured by the code it measures. */
final class Lines {

    private Lines() {}

    /** One change, or one row of the snapshot (op r). Rows are texts as PostgreSQL prints them, by column. */
    record Line(
            ShopTable table,
            char op,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after,
            List<String> unchanged,
            long xid,
            long lsn,
            long ordinal,
            long tableOrdinal,
            boolean last) {

        /** The same with one value of the row after the change replaced. */
        Line withAfter(String column, @Nullable String value) {
            Map<String, @Nullable String> changed = new LinkedHashMap<>(after == null ? Map.of() : after);
            changed.put(column, value);
            return withAfter(changed);
        }

        Line withoutAfter(String column) {
            Map<String, @Nullable String> changed = new LinkedHashMap<>(after == null ? Map.of() : after);
            changed.remove(column);
            return withAfter(changed);
        }

        Line withAfter(Map<String, @Nullable String> newAfter) {
            return new Line(table, op, before, newAfter, unchanged, xid, lsn, ordinal, tableOrdinal, last);
        }

        Line withBefore(@Nullable Map<String, @Nullable String> newBefore) {
            return new Line(table, op, newBefore, after, unchanged, xid, lsn, ordinal, tableOrdinal, last);
        }

        Line withUnchanged(String... columns) {
            return new Line(table, op, before, after, List.of(columns), xid, lsn, ordinal, tableOrdinal, last);
        }

        Line withXid(long newXid) {
            return new Line(table, op, before, after, unchanged, newXid, lsn, ordinal, tableOrdinal, last);
        }

        Line withLast(boolean newLast) {
            return new Line(table, op, before, after, unchanged, xid, lsn, ordinal, tableOrdinal, newLast);
        }

        Line withOp(char newOp) {
            return new Line(table, newOp, before, after, unchanged, xid, lsn, ordinal, tableOrdinal, last);
        }

        Line at(long newLsn, long newOrdinal) {
            return new Line(table, op, before, after, unchanged, xid, newLsn, newOrdinal, tableOrdinal, last);
        }

        String text() {
            boolean snapshot = op == 'r';
            return "{\"before\":" + row(before)
                    + ",\"after\":" + row(after)
                    + (unchanged.isEmpty()
                            ? ""
                            : unchanged.stream().map(Lines::string).collect(joining(",", ",\"unchanged\":[", "]")))
                    + ",\"source\":{\"version\":\"1\",\"connector\":\"tidemark\",\"name\":\"shop\",\"ts_ms\":1,\"snapshot\":\""
                    + snapshot + "\",\"db\":\"shop\",\"schema\":\"public\",\"table\":\"" + table.name() + "\",\"txId\":"
                    + (snapshot ? "null" : xid & 0xFFFFFFFFL)
                    + ",\"lsn\":" + lsn
                    + ",\"position\":\""
                    + String.format(Locale.ROOT, "%X/%X#%d", lsn >>> 32, lsn & 0xFFFFFFFFL, snapshot ? 0 : ordinal)
                    + "\"},\"op\":\"" + op
                    + "\",\"ts_ms\":2,\"transaction\":" + (snapshot ? "null" : transaction()) + "}";
        }

        private String transaction() {
            return "{\"id\":\"%d:%d\",\"total_order\":%d,\"data_collection_order\":%d,\"last\":%b}"
                    .formatted(xid & 0xFFFFFFFFL, lsn, ordinal, tableOrdinal, last);
        }

        private String row(@Nullable Map<String, @Nullable String> row) {
            if (row == null) {
                return "null";
            }
            return row.entrySet().stream()
                    .map(entry -> string(entry.getKey()) + ":" + value(entry.getKey(), entry.getValue()))
                    .collect(joining(",", "{", "}"));
        }

        private String value(String name, @Nullable String text) {
            if (text == null) {
                return "null";
            }
            ShopColumn column = table.columns().get(table.column(name));
            boolean bare = column.type().isInteger()
                    || column.type().isBoolean()
                    || (column.type().isFloat() && Character.isDigit(text.charAt(text.length() - 1)));
            return bare ? text : string(text);
        }
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }
}
