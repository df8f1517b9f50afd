package io.tidemark.embedded.workload;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws values for columns: everyday ones mostly, now and then one from the edge of its type. */
final class Values {

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "null",
            "NULL",
            "\\N",
            "\"quoted\"",
            "it's",
            "back\\slash",
            "tab\there",
            "two\nlines",
            "\r",
            "\u0001",
            "\u007f",
            "\u2028",
            "Grüße",
            "日本語",
            "\uD83D\uDE00",
            "{}",
            "__debezium_unavailable_value");
    private static final List<String> ODD_NUMERICS = List.of(
            "NaN", "0", "0.00", "-0.10", "1e-30", "123456789012345678901234567890.123456789", "9999999999999999");
    private static final List<String> ODD_FLOATS = List.of(
            "NaN", "Infinity", "-Infinity", "-0", "0", "0.1", "1e-7", "1e15", "16777217", "1.17549435e-38", "3.4e38");
    private static final List<String> ODD_DOUBLES = List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "-0",
            "0",
            "0.30000000000000004",
            "1e-7",
            "1e15",
            "1e16",
            "9007199254740993",
            "1e300",
            "-1e-300");
    private static final List<String> ODD_ZONED_TIMES = List.of(
            "infinity",
            "-infinity",
            "0044-03-15 12:00:00+00 BC",
            "0001-01-01 00:00:00+00",
            "1883-11-18 12:00:00+00",
            "1999-12-31 23:59:59.999999+00",
            "2024-02-29 16:00:00+00",
            "9999-12-31 23:59:59.999999+00");
    private static final List<String> ODD_TIMES = List.of(
            "infinity", "-infinity", "0044-03-15 12:00:00 BC", "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999");
    private static final List<String> ODD_DATES =
            List.of("infinity", "-infinity", "0044-03-15 BC", "0001-01-01", "9999-12-31", "2024-02-29");
    private static final List<String> ODD_CLOCKS =
            List.of("00:00:00+00", "24:00:00+00", "23:59:59.999999-12", "16:00:00+00", "15:59:59.999999+05:45");

    private final RandomGenerator random;

    Values(RandomGenerator random) {
        this.random = random;
    }

    /** A value for the column, as text that the server can read; {@code null} is SQL NULL. */
    @Nullable
    String next(ShopColumn column) {
        if (random.nextInt(25) == 0) {
            return null;
        }
        return Shop.DOCUMENTS.contains(column.name()) ? document() : next(column.type());
    }

    private String next(ColumnType type) {
        boolean odd = random.nextInt(20) == 0;
        return switch (type) {
            case SMALLINT -> Integer.toString(random.nextInt(-32768, 32768));
            case INTEGER -> Integer.toString(odd ? Integer.MIN_VALUE : random.nextInt());
            case BIGINT -> Long.toString(odd ? Long.MIN_VALUE : random.nextLong());
            case NUMERIC -> odd ? one(ODD_NUMERICS) : random.nextInt(1_000_000) + "." + random.nextInt(10, 100);
            case REAL -> odd ? one(ODD_FLOATS) : Float.toString(random.nextFloat(-1000, 1000));
            case DOUBLE -> odd ? one(ODD_DOUBLES) : Double.toString(random.nextDouble(-1e6, 1e6));
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case TEXT -> odd ? one(ODD_TEXTS) : words(1 + random.nextInt(6));
            case UUID -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case BYTEA -> "\\x" + hex(random.nextInt(24));
            case JSONB -> json();
            case DATE -> odd ? one(ODD_DATES) : date();
            case TIMESTAMP -> odd ? one(ODD_TIMES) : date() + " " + clock();
            case TIMESTAMPTZ -> odd ? one(ODD_ZONED_TIMES) : date() + " " + clock() + offset();
            case TIMETZ -> odd ? one(ODD_CLOCKS) : clock() + offset();
            case INTEGER_ARRAY -> array(ColumnType.INTEGER);
            case TEXT_ARRAY -> array(ColumnType.TEXT);
            case DOUBLE_ARRAY -> array(ColumnType.DOUBLE);
            case TIMESTAMPTZ_ARRAY -> array(ColumnType.TIMESTAMPTZ);
        };
    }

    /** One in eight is too long for its page, and so stored out of line. */
    private String document() {
        return random.nextInt(8) == 0 ? hex(random.nextInt(1500, 4000)) : words(random.nextInt(12));
    }

    private String array(ColumnType element) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(random.nextInt(8) == 0 ? "NULL" : quoted(next(element)));
        }
        return elements.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String json() {
        return "{\"n\": %d, \"name\": \"%s\", \"list\": [1.50, null, %b], \"unicode\": \"\\u00e9\\\"\\\\\"}"
                .formatted(random.nextInt(1000), words(2), random.nextBoolean());
    }

    private String date() {
        return "%04d-%02d-%02d".formatted(1900 + random.nextInt(200), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String clock() {
        String seconds = "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
        return random.nextBoolean() ? seconds : seconds + "." + random.nextInt(1_000_000);
    }

    private String offset() {
        int hours = random.nextInt(-12, 13);
        return String.format(
                Locale.ROOT, "%s%02d%s", hours < 0 ? "-" : "+", Math.abs(hours), random.nextInt(4) == 0 ? ":30" : "");
    }

    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(random.nextInt(46_656), 36))
                .collect(Collectors.joining(" "));
    }

    private String hex(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return HexFormat.of().formatHex(content);
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
