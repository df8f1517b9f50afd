package io.tidemark.record;

import io.tidemark.record.ValueType.Kind;
import java.util.ArrayList;
import java.util.List;

/** What {@code golden-dts-avro.hex} holds the bytes of, and {@code golden-dts-avro.jsonl} shows: every operation, every branch. */
final class AvroExamples {

    static final String SERVER = "17.2";

    private static final Transaction COMMITTED = new Transaction(765, 26_718_208, 1_767_225_605_000_999L);
    private static final long READ = 1_767_225_605_250L;

    static final Table TYPES = new Table(
            "shop",
            "public",
            "types",
            16_500,
            List.of(
                    new Column("id", 23, -1, true),
                    new Column("s", 21, -1, true),
                    new Column("b", 20, -1, false),
                    new Column("o", 26, -1, false),
                    new Column("n", 1700, -1, false),
                    new Column("n6_2", 1700, (6 << 16 | 0x7FE) + 4, false),
                    new Column("r", 700, -1, false),
                    new Column("d", 701, -1, false),
                    new Column("ch", 18, -1, false),
                    new Column("nm", 19, -1, false),
                    new Column("t", 25, -1, false),
                    new Column("bp", 1042, 9, false),
                    new Column("v", 1043, 14, false),
                    new Column("da", 1082, -1, false),
                    new Column("ti", 1083, -1, false),
                    new Column("tz", 1266, -1, false),
                    new Column("ts", 1114, -1, false),
                    new Column("tstz", 1184, -1, false),
                    new Column("by", 17, -1, false),
                    new Column("bo", 16, -1, false),
                    new Column("js", 114, -1, false),
                    new Column("jb", 3802, -1, false),
                    new Column("x", 142, -1, false),
                    new Column("u", 2950, -1, false),
                    new Column("e", 16_510, -1, false, new ValueType(Kind.ENUM, 16_510, ',', List.of())),
                    new Column("dom", -294_967_296, -1, false, ValueType.scalar(23)),
                    new Column(
                            "arr",
                            1007,
                            -1,
                            false,
                            new ValueType(Kind.ARRAY, 1007, ',', List.of(ValueType.scalar(23)))),
                    new Column("m", 790, -1, false),
                    new Column("iv", 1186, -1, false)));

    private static final Row USUAL = Row.of(
            "1",
            "-32768",
            "9223372036854775807",
            "4294967295",
            "123456789012345678901234567890.10",
            "123400",
            "1.1",
            "0.1",
            "x",
            "pg_class",
            "naïve",
            "ab   ",
            "C:\\tmp",
            "2026-01-31",
            "12:34:56.5",
            "18:00:00.000001+08",
            "2026-01-31 18:00:00.123456",
            "2026-01-31 18:00:00.12+08",
            "\\xdeadbeef",
            "t",
            "{\"a\": 1}",
            "{\"a\": [true, null]}",
            "<a/>",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "happy",
            "7",
            "{1,NULL,3}",
            "$1,234.50",
            "1 mon -00:00:01");

    private static final Row ODD = Row.of(
            "2",
            "0",
            "-9223372036854775808",
            "0",
            "NaN",
            "Infinity",
            "3.4028235e+38",
            "4.9406564584124654e-324",
            "",
            "",
            "",
            "",
            "",
            "infinity",
            "24:00:00",
            "00:00:00+05:30",
            "0044-03-15 12:00:00 BC",
            "-infinity",
            "\\x",
            "f",
            "1e400",
            "null",
            "",
            "00000000-0000-0000-0000-000000000000",
            "",
            "-7",
            "{}",
            "-$0.01",
            "00:00:00");

    private static final Row FAR = Row.of(
            "3",
            "1",
            null,
            null,
            "-Infinity",
            "-0.1",
            "Infinity",
            "1e+20",
            null,
            null,
            null,
            null,
            null,
            "294276-12-31",
            null,
            "23:59:59.999999-04:56:02",
            "294276-12-31 23:59:59.999999",
            "0001-01-01 00:05:43+08:05:43",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    private AvroExamples() {}

    /** The changes, but for the two records that are of no change. */
    static List<Change> changes() {
        List<Change> changes = new ArrayList<>(Examples.all());
        for (Row row : List.of(USUAL, ODD, FAR)) {
            changes.add(new Change(Operation.INSERT, TYPES, COMMITTED, 11, 1, false, null, row, READ));
        }
        return changes;
    }

    static List<byte[]> encoded() throws UnencodableValueException {
        DtsAvroEncoder encoder = new DtsAvroEncoder(SERVER);
        List<byte[]> records = new ArrayList<>();
        for (Change change : changes()) {
            records.add(encoder.encode(change));
        }
        records.add(encoder.encode(Change.boundary(Operation.BEGIN, COMMITTED, 0, READ)));
        records.add(encoder.encode(Change.boundary(Operation.COMMIT, COMMITTED, 10, READ)));
        return records;
    }
}
