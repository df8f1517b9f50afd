package io.tidemark.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of every sort, as {@code golden.jsonl} holds their lines and {@code docs/record.md} shows some of them. */
final class Examples {

    static final String TASK = "shop";

    static final Table ORDERS = new Table(
            "shop",
            "public",
            "orders",
            16_421,
            List.of(
                    new Column("id", 20, -1, true),
                    new Column("amount", 1700, 655_366, false),
                    new Column("weight", 701, -1, false),
                    new Column("paid", 16, -1, false),
                    new Column("placed_at", 1184, -1, false),
                    new Column("note", 25, -1, false)));

    static final Table ODD = new Table(
            "shop",
            "we\"ird",
            "täble.\\1",
            16_440,
            List.of(
                    new Column("\"id\"", 23, -1, true),
                    new Column("line\nfeed", 25, -1, false),
                    new Column("", 700, -1, false)));

    private static final Transaction SNAPSHOT = new Transaction(0, 26_714_560, 1_767_225_600_123_456L);
    private static final Transaction COMMITTED = new Transaction(765, 26_718_208, 1_767_225_605_000_999L);
    private static final Transaction LARGE = new Transaction(4_294_967_295L, 0x1_0000_00FFL, 1_767_225_606_000_000L);

    private static final Row BEFORE = Row.of("42", "9.90", "1.5", "f", "2026-01-01 08:00:00+08", null);
    private static final Row AFTER =
            Row.of("42", "19.90", "1.5", "t", "2026-01-01 08:00:00+08", "say \"hi\"\n\tC:\\tmp \u0001 naïve 🌊");

    private Examples() {}

    static List<Change> all() {
        return List.of(
                read(),
                stream(Operation.INSERT, 1, null, BEFORE),
                stream(Operation.UPDATE, 2, null, AFTER),
                stream(Operation.UPDATE, 3, BEFORE, AFTER),
                stream(Operation.UPDATE, 4, null, without(AFTER, 5)),
                stream(Operation.UPDATE, 5, null, without(without(AFTER, 1), 5)),
                stream(Operation.DELETE, 6, onlyKey(), null),
                stream(Operation.DELETE, 7, BEFORE, null),
                stream(Operation.TRUNCATE, 8, null, null),
                odd(Row.of("-1", "\u0000\b\f\r\u001f\u007f\u2028", "-0")),
                odd(Row.of("0", "", "NaN")),
                odd(Row.of("2147483647", null, "-Infinity")),
                odd(Row.of("-2147483648", "/", "1.5e-07")),
                stream(Operation.UPDATE, 9, moved(BEFORE, 4), cut(AFTER, 5, 8)),
                stream(Operation.INSERT, 10, null, moved(AFTER, 5)),
                odd(moved(cut(Row.of("7", "sourcé", "1"), 1, 0), 2)));
    }

    /** The row with a value that was too large for it and was cut. */
    private static Row cut(Row row, int column, int length) {
        return row.cut(column, length, sha256(row, column));
    }

    /** The row with a value that was too large for it and lies in a file. */
    private static Row moved(Row row, int column) {
        String sha256 = sha256(row, column);
        return row.moved(column, "values/0001-0000000000000000042/" + sha256, sha256);
    }

    private static String sha256(Row row, int column) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(row.bytes(), row.offset(column), row.length(column));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }

    /** A row in which columns other than the key are not in the log. */
    static Row onlyKey() {
        Row row = BEFORE;
        for (int column = 1; column < row.size(); column++) {
            row = without(row, column);
        }
        return row;
    }

    /** The row with a column that is not in the log. */
    static Row without(Row row, int column) {
        int[] bounds = new int[2 * row.size()];
        for (int i = 0; i < row.size(); i++) {
            bounds[2 * i] = row.offset(i);
            bounds[2 * i + 1] = i == column ? Row.UNCHANGED : row.length(i);
        }
        return new Row(row.bytes(), bounds);
    }

    static Change stream(Operation operation, long ordinal, @Nullable Row before, @Nullable Row after) {
        boolean last = operation == Operation.TRUNCATE;
        return new Change(operation, ORDERS, COMMITTED, ordinal, ordinal, last, before, after, 1_767_225_605_250L);
    }

    private static Change read() {
        return new Change(Operation.READ, ORDERS, SNAPSHOT, 0, 0, false, null, BEFORE, 1_767_225_601_000L);
    }

    private static Change odd(Row after) {
        return new Change(Operation.INSERT, ODD, LARGE, 4_000, 17, false, null, after, 1_767_225_606_001L);
    }
}
