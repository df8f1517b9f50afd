package io.tidemark.bench.workload;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * A table with an int8 key; as many changes as rows, half of them updates, half inserts.
 *
 * @param rowCount a multiple of {@code changesPerTransaction}, which is even
 */
record OneTable(
        String name,
        String what,
        String table,
        List<Column> columns,
        int rowCount,
        int changesPerTransaction,
        String normalise)
        implements Workload {

    OneTable {
        columns = List.copyOf(columns);
        if (rowCount < changesPerTransaction
                || rowCount % changesPerTransaction != 0
                || changesPerTransaction % 2 != 0) {
            throw new IllegalArgumentException("the rows of '%s' must be a multiple of %d, but were %d"
                    .formatted(name, changesPerTransaction, rowCount));
        }
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d rows of %s; then %,d changes, half updates, half inserts, %,d to a transaction",
                rowCount,
                what,
                rowCount,
                changesPerTransaction);
    }

    @Override
    public void create(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE %s (id int8 PRIMARY KEY, %s)"
                .formatted(table, Column.each(columns, column -> column.name() + ' ' + column.type())));
        statement.execute(insert(1, rowCount));
    }

    @Override
    public long rows() {
        return rowCount;
    }

    @Override
    public int transactions() {
        return rowCount / changesPerTransaction;
    }

    @Override
    public long changes() {
        return rowCount;
    }

    @Override
    public void change(Statement statement, int from, int to) throws SQLException {
        int half = changesPerTransaction / 2;
        for (int transaction = from; transaction < to; transaction++) {
            int first = transaction * half + 1;
            int last = first + half - 1;
            // one string is one transaction
            statement.execute("UPDATE %s SET quantity = quantity + 1 WHERE id BETWEEN %d AND %d; %s"
                    .formatted(table, first, last, insert(rowCount + first, rowCount + last)));
        }
    }

    private String insert(int first, int last) {
        return "INSERT INTO %s SELECT i, %s FROM generate_series(%d::int8, %d) AS i"
                .formatted(table, Column.each(columns, Column::value), first, last);
    }
}
