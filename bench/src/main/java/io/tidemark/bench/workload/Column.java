package io.tidemark.bench.workload;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** @param value an SQL expression of the number {@code i} of the row */
record Column(String name, String type, String value) {

    private static final Column QUANTITY = new Column("quantity", "int4", "(i % 1000)::int4");

    private static final List<Column> NARROW = List.of(
            QUANTITY,
            new Column("customer", "int8", "i * 7919 % 10000019"),
            new Column("price", "numeric(12,2)", "(i * 37 % 1000000)::numeric / 100"),
            new Column("placed_at", "timestamptz", "timestamptz '2024-01-01 00:00:00.123456Z' + i * interval '1.5 s'"));

    private static final List<Column> MIXED = List.of(
            QUANTITY,
            new Column("customer", "int8", "i * 7919 % 10000019"),
            new Column("price", "numeric(12,2)", "(i * 37 % 1000000)::numeric / 100"),
            new Column("weight", "float8", "(i * 31 % 100003)::float8 / 1024 / 3"),
            new Column("placed_at", "timestamptz", "timestamptz '2024-01-01 00:00:00.123456Z' + i * interval '1.5 s'"),
            new Column("note", "text", "'order ' || i || ' of customer ' || i * 7919 % 10000019"),
            new Column("code", "varchar(20)", "'SKU-' || i % 5000"),
            new Column("paid", "bool", "i % 3 = 0"),
            new Column("shipped", "date", "CASE WHEN i % 4 > 0 THEN date '2024-01-01' + (i % 700)::int4 END"),
            new Column("score", "float4", "(i * 17 % 10007)::float4 / 7"));

    private static final List<Column> DOCUMENT = List.of(QUANTITY, new Column("document", "jsonb", """
                    jsonb_build_object('order', i, 'customer', i * 7919 % 10000019, 'paid', i % 3 = 0, 'lines',
                        (SELECT jsonb_agg(md5(i::text || line)) FROM generate_series(1, 52) AS line))"""));

    static List<Column> narrow() {
        return NARROW;
    }

    /** So many of mixed types, in turn. */
    static List<Column> mixed(int count) {
        return IntStream.range(0, count).mapToObj(Column::inTurn).toList();
    }

    /** A document of about 2 kB. */
    static List<Column> document() {
        return DOCUMENT;
    }

    static String each(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }

    private static Column inTurn(int number) {
        Column kind = MIXED.get(number % MIXED.size());
        int turn = number / MIXED.size();
        return turn == 0 ? kind : new Column(kind.name + "_" + turn, kind.type, kind.value);
    }
}
