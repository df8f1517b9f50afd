package io.tidemark.job.source;

import static java.util.stream.Collectors.joining;

import io.tidemark.task.SqlNames;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table with names, columns, a key and rows of any sort, and what is done to its rows. */
final class RandomTable {

    /** How a value of each type is made, as text. Of those that come first a key can be made. */
    private static final Map<String, Function<Random, String>> KEY_TYPES = Map.ofEntries(
            Map.entry("smallint", random -> String.valueOf((short) random.nextInt())),
            Map.entry("integer", random -> String.valueOf(random.nextInt())),
            Map.entry("bigint", random -> String.valueOf(random.nextLong())),
            Map.entry("numeric", RandomTable::numeric),
            Map.entry("text", random -> text(random, 12)),
            Map.entry("varchar(20)", random -> text(random, 20)),
            Map.entry("char(9)", random -> text(random, 9)),
            Map.entry("bytea", random -> "\\x" + HexFormat.of().formatHex(bytes(random))),
            Map.entry("boolean", random -> random.nextBoolean() ? "t" : "f"),
            Map.entry("date", random -> date(random)),
            Map.entry("time", RandomTable::time),
            Map.entry("timestamp", random -> date(random) + " " + time(random)),
            Map.entry("timestamptz(3)", random -> date(random) + " " + time(random) + zone(random)),
            Map.entry("timetz", random -> time(random) + "+00"),
            Map.entry("interval", random -> random.nextInt() + " seconds " + random.nextInt(1000) + " months"),
            Map.entry("uuid", random -> new UUID(random.nextLong(), random.nextLong()).toString()),
            Map.entry("double precision", random -> floating(random, 270)),
            Map.entry("real", random -> floating(random, 20)),
            Map.entry("inet", random -> "%d.%d.0.%d/%d"
                    .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256), random.nextInt(33))),
            Map.entry("bit varying", random -> Integer.toBinaryString(random.nextInt())));

    private static final Map<String, Function<Random, String>> OTHER_TYPES = Map.of(
            "json", random -> "{\"k\": " + random.nextInt() + ", \"k\" :[null, 1e400]}",
            "jsonb", random -> "{\"k\": [" + numeric(random) + ", \"" + random.nextInt() + "\"]}",
            "integer[]", random -> "{" + random.nextInt() + ",NULL," + random.nextInt() + "}",
            "text[]", random -> "{" + quoted(text(random, 9)) + ",NULL," + quoted(text(random, 3)) + "}",
            "double precision[]", random -> "[-1:0]={" + random.nextDouble() + ",-Infinity}",
            "int4range", random -> "[" + random.nextInt(1000) + "," + (1000 + random.nextInt(1000)) + ")",
            "point", random -> "(" + random.nextInt(1000) + "," + random.nextDouble() + ")",
            "xml", random -> "<a b='" + random.nextInt() + "'/>");

    private final String schema;
    private final String name;
    private final List<String> columns;
    private final List<String> types = new ArrayList<>();
    private final int keyColumns;
    private final Random random;

    /** @param number makes the table's name one of its own */
    RandomTable(String schema, int number, Random random) {
        this.schema = schema;
        this.name = fit(number + name(random));
        this.random = random;
        Set<String> names = new TreeSet<>();
        int count = 1 + random.nextInt(8);
        while (names.size() < count) {
            names.add(fit(name(random)));
        }
        this.columns = List.copyOf(names);
        this.keyColumns = random.nextInt(Math.min(3, count) + 1);
        for (int i = 0; i < count; i++) {
            boolean any = i >= keyColumns && random.nextInt(3) == 0;
            List<String> from =
                    (any ? OTHER_TYPES : KEY_TYPES).keySet().stream().sorted().toList();
            types.add(from.get(random.nextInt(from.size())));
        }
    }

    /** A name of 1 to some 40 characters, of those that mean something to somebody and of the whole world's. */
    static String name(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(40))
                .mapToObj(i -> character(random))
                .collect(joining());
    }

    private static String character(Random random) {
        String awkward = "\"'\\.;, \n\t%_$-{}?:/\u00df\u0130\u200b";
        return switch (random.nextInt(3)) {
            case 0 -> String.valueOf(awkward.charAt(random.nextInt(awkward.length())));
            case 1 -> Character.toString('A' + random.nextInt(58));
            default ->
                Character.toString(
                        random.nextBoolean() ? 0x400 + random.nextInt(0xD000) : 0x1F600 + random.nextInt(80));
        };
    }

    /** At most 63 bytes, as the server would cut it, but told to nobody. */
    private static String fit(String name) {
        String fitting = name;
        while (fitting.getBytes(StandardCharsets.UTF_8).length > 63) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return fitting;
    }

    /** As it is published: schema, a dot, table. */
    String label() {
        return schema + '.' + name;
    }

    String quotedName() {
        return SqlNames.quote(schema) + '.' + SqlNames.quote(name);
    }

    void create(Sql sql) throws SQLException {
        String all = IntStream.range(0, columns.size())
                .mapToObj(i -> SqlNames.quote(columns.get(i)) + ' ' + types.get(i))
                .collect(joining(", "));
        String key = keyColumns == 0 ? "" : ", PRIMARY KEY (" + names(keyColumns) + ")";
        sql.run("CREATE TABLE " + quotedName() + " (" + all + key + ")");
        if (keyColumns == 0 || random.nextInt(4) == 0) {
            sql.run("ALTER TABLE " + quotedName() + " REPLICA IDENTITY FULL");
        }
    }

    private String names(int count) {
        return columns.stream().limit(count).map(SqlNames::quote).collect(joining(", "));
    }

    /** Inserts, changes and deletes rows, each statement in a transaction of its own. */
    void change(Sql sql, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            String values =
                    IntStream.range(0, columns.size()).mapToObj(this::value).collect(joining(", "));
            sql.run("INSERT INTO " + quotedName() + " VALUES (" + values + ") ON CONFLICT DO NOTHING");
        }
        int column = random.nextInt(columns.size());
        String oneRow =
                " WHERE ctid = (SELECT " + (random.nextBoolean() ? "min" : "max") + "(ctid) FROM " + quotedName() + ")";
        sql.run("UPDATE " + quotedName() + " SET " + SqlNames.quote(columns.get(column)) + " = " + value(column)
                + oneRow + (column < keyColumns ? " AND NOT EXISTS (SELECT FROM " + quotedName() + " OFFSET 1)" : ""));
        if (random.nextInt(3) == 0) {
            sql.run("DELETE FROM " + quotedName() + oneRow);
        }
    }

    private String value(int column) {
        String type = types.get(column);
        @Nullable Function<Random, String> values = KEY_TYPES.getOrDefault(type, OTHER_TYPES.get(type));
        if (column >= keyColumns && random.nextInt(6) == 0) {
            return "NULL";
        }
        return SqlNames.literal(values.apply(random)) + "::" + type;
    }

    private static String text(Random random, int atMost) {
        return IntStream.range(0, random.nextInt(atMost + 1))
                .mapToObj(i -> character(random))
                .collect(joining());
    }

    private static String quoted(String element) {
        return '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String numeric(Random random) {
        return random.nextLong() + "." + random.nextInt(Integer.MAX_VALUE) + "e" + (random.nextInt(60) - 30);
    }

    /** With an exponent at which nothing is rounded away. */
    private static String floating(Random random, int exponent) {
        return switch (random.nextInt(12)) {
            case 0 -> "NaN";
            case 1 -> "-Infinity";
            case 2 -> "-0";
            default -> random.nextInt() / 1000.0 + "e" + (random.nextInt(2 * exponent) - exponent);
        };
    }

    private static String date(Random random) {
        return "%04d-%02d-%02d".formatted(1 + random.nextInt(9999), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private static String time(Random random) {
        return "%02d:%02d:%02d.%06d"
                .formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1_000_000));
    }

    private static String zone(Random random) {
        return "%+03d:%02d".formatted(random.nextInt(24) - 12, 15 * random.nextInt(4));
    }
}
