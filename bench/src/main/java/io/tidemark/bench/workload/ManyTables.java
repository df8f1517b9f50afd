package io.tidemark.bench.workload;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * Many equal tables; the changes go from one to the next with each transaction.
 *
 * @param rowCount over all tables, a multiple of {@code tables}
 */
record ManyTables(int tables, int rowCount) implements Workload {

    private static final int CHANGES_PER_TRANSACTION = 100;
    private static final List<Column> COLUMNS = Column.narrow();

    ManyTables {
        if (rowCount < tables * CHANGES_PER_TRANSACTION || rowCount % (tables * CHANGES_PER_TRANSACTION) != 0) {
            throw new IllegalArgumentException("rows of %d tables must be a multiple of %d, but were %d"
                    .formatted(tables, tables * CHANGES_PER_TRANSACTION, rowCount));
        }
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d rows of 5 columns in %d tables; then %,d updates, %d to a transaction, each transaction another table",
                rowCount,
                tables,
                rowCount,
                CHANGES_PER_TRANSACTION);
    }

    @Override
    public void create(Statement statement) throws SQLException {
        String columns = Column.each(COLUMNS, column -> column.name() + ' ' + column.type());
        String values = Column.each(COLUMNS, Column::value);
        for (int table = 0; table < tables; table++) {
            statement.execute(
                    "CREATE TABLE %1$s (id int8 PRIMARY KEY, %2$s); INSERT INTO %1$s SELECT i, %3$s FROM generate_series(1::int8, %4$d) AS i"
                            .formatted(table(table), columns, values, rowCount / tables));
        }
    }

    @Override
    public long rows() {
        return rowCount;
    }

    @Override
    public int transactions() {
        return rowCount / CHANGES_PER_TRANSACTION;
    }

    @Override
    public long changes() {
        return rowCount;
    }

    @Override
    public void change(Statement statement, int from, int to) throws SQLException {
        for (int transaction = from; transaction < to; transaction++) {
            int first = transaction / tables * CHANGES_PER_TRANSACTION;
            statement.execute("UPDATE %s SET quantity = quantity + 1 WHERE id > %d AND id <= %d"
                    .formatted(table(transaction % tables), first, first + CHANGES_PER_TRANSACTION));
        }
    }

    private static String table(int number) {
        return "t%03d".formatted(number);
    }
}
