package io.tidemark.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table that is read: an int8 key, then columns of the types below, in turn, with values that are the same in each
 * round.
 *
 * @param rows a multiple of {@link #CHANGES_PER_TRANSACTION}, so that as many changes make whole transactions
 * @param columns 2 at least
 */
record MixedTable(int rows, int columns) {

    static final String NAME = "mixed";

    /** What one transaction changes: one half are updates of rows, the other half are inserts. */
    static final int CHANGES_PER_TRANSACTION = 1_000;

    private static final int HALF = CHANGES_PER_TRANSACTION / 2;

    /** @param value an SQL expression of the number {@code i} of the row */
    private record Kind(String name, String type, String value) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("quantity", "int4", "(i % 1000)::int4"),
            new Kind("customer", "int8", "i * 7919 % 10000019"),
            new Kind("price", "numeric(12,2)", "(i * 37 % 1000000)::numeric / 100"),
            new Kind("weight", "float8", "(i * 31 % 100003)::float8 / 1024"),
            new Kind("placed_at", "timestamptz", "timestamptz '2024-01-01 00:00:00.123456Z' + i * interval '1.5 s'"),
            new Kind("note", "text", "'order ' || i || ' of customer ' || i * 7919 % 10000019"),
            new Kind("code", "varchar(20)", "'SKU-' || i % 5000"),
            new Kind("paid", "bool", "i % 3 = 0"),
            new Kind("shipped", "date", "CASE WHEN i % 4 > 0 THEN date '2024-01-01' + (i % 700)::int4 END"));

    MixedTable {
        if (rows < CHANGES_PER_TRANSACTION || rows % CHANGES_PER_TRANSACTION != 0) {
            throw new IllegalArgumentException(
                    "rows must be a multiple of %d, but were %d".formatted(CHANGES_PER_TRANSACTION, rows));
        }
        if (columns < 2) {
            throw new IllegalArgumentException("columns must be 2 or more, but were " + columns);
        }
    }

    /** Makes the table anew, in the state in which reading it writes nothing: no hint bit is left to be set. */
    void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + NAME);
            statement.execute("CREATE TABLE %s (id int8 PRIMARY KEY, %s)"
                    .formatted(NAME, each(i -> name(i) + ' ' + kind(i).type())));
            statement.execute(insert(1, rows));
            statement.execute("VACUUM (FREEZE, ANALYZE) " + NAME);
            statement.execute("CHECKPOINT");
        }
    }

    /** Makes as many changes as there are rows, transaction by transaction. */
    void change(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int transaction = 0; transaction < rows / CHANGES_PER_TRANSACTION; transaction++) {
                int from = transaction * HALF + 1;
                int to = from + HALF - 1;
                statement.execute(
                        "UPDATE %s SET quantity = quantity + 1 WHERE id BETWEEN %d AND %d".formatted(NAME, from, to));
                statement.execute(insert(rows + from, rows + to));
                connection.commit();
            }
        }
        connection.setAutoCommit(true);
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%,d rows of %d columns; then %,d changes, half of them updates, half inserts, %d to a transaction%n",
                rows,
                columns,
                rows,
                CHANGES_PER_TRANSACTION);
    }

    private String insert(int from, int to) {
        return "INSERT INTO %s SELECT i, %s FROM generate_series(%d::int8, %d) AS i"
                .formatted(NAME, each(i -> kind(i).value()), from, to);
    }

    private String each(Function<Integer, String> text) {
        return IntStream.range(0, columns - 1).boxed().map(text).collect(Collectors.joining(", "));
    }

    private static Kind kind(int column) {
        return KINDS.get(column % KINDS.size());
    }

    private static String name(int column) {
        int turn = column / KINDS.size();
        return kind(column).name() + (turn == 0 ? "" : "_" + turn);
    }
}
