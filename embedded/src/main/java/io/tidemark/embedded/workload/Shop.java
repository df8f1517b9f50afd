package io.tidemark.embedded.workload;

import static io.tidemark.embedded.workload.ColumnType.BIGINT;
import static io.tidemark.embedded.workload.ColumnType.BOOLEAN;
import static io.tidemark.embedded.workload.ColumnType.BYTEA;
import static io.tidemark.embedded.workload.ColumnType.DATE;
import static io.tidemark.embedded.workload.ColumnType.DOUBLE;
import static io.tidemark.embedded.workload.ColumnType.DOUBLE_ARRAY;
import static io.tidemark.embedded.workload.ColumnType.INTEGER;
import static io.tidemark.embedded.workload.ColumnType.INTEGER_ARRAY;
import static io.tidemark.embedded.workload.ColumnType.JSONB;
import static io.tidemark.embedded.workload.ColumnType.NUMERIC;
import static io.tidemark.embedded.workload.ColumnType.REAL;
import static io.tidemark.embedded.workload.ColumnType.SMALLINT;
import static io.tidemark.embedded.workload.ColumnType.TEXT;
import static io.tidemark.embedded.workload.ColumnType.TEXT_ARRAY;
import static io.tidemark.embedded.workload.ColumnType.TIMESTAMP;
import static io.tidemark.embedded.workload.ColumnType.TIMESTAMPTZ;
import static io.tidemark.embedded.workload.ColumnType.TIMESTAMPTZ_ARRAY;
import static io.tidemark.embedded.workload.ColumnType.TIMETZ;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables that the workload writes to: each kind of key, and the types that tools of this kind get wrong. */
final class Shop {

    /** The main table: a number for a key, every type, documents that PostgreSQL stores out of line. */
    static final ShopTable ORDERS = new ShopTable(
            "public",
            "orders",
            List.of(
                    new ShopColumn("id", BIGINT, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("customer", INTEGER, false),
                    new ShopColumn("status", TEXT, false),
                    new ShopColumn("amount", NUMERIC, false),
                    new ShopColumn("weight", REAL, false),
                    new ShopColumn("score", DOUBLE, false),
                    new ShopColumn("placed_at", TIMESTAMPTZ, false),
                    new ShopColumn("pickup", TIMETZ, false),
                    new ShopColumn("local_at", TIMESTAMP, false),
                    new ShopColumn("due", DATE, false),
                    new ShopColumn("details", JSONB, false),
                    new ShopColumn("paid", BOOLEAN, false),
                    new ShopColumn("seal", BYTEA, false),
                    new ShopColumn("labels", TEXT_ARRAY, false),
                    new ShopColumn("readings", DOUBLE_ARRAY, false),
                    new ShopColumn("seen_at", TIMESTAMPTZ_ARRAY, false),
                    new ShopColumn("doc", TEXT, false)),
            false);

    /** A key of two columns; the table that whole blocks are copied into. */
    static final ShopTable LINES = new ShopTable(
            "public",
            "order_lines",
            List.of(
                    new ShopColumn("order_id", BIGINT, true),
                    new ShopColumn("line", INTEGER, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("quantity", SMALLINT, false),
                    new ShopColumn("price", NUMERIC, false),
                    new ShopColumn("remark", TEXT, false)),
            false);

    /** A key whose order is not that of its text: uuid. */
    static final ShopTable CUSTOMERS = new ShopTable(
            "public",
            "customers",
            List.of(
                    new ShopColumn("id", ColumnType.UUID, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("name", TEXT, false),
                    new ShopColumn("since", TIMESTAMPTZ, false),
                    new ShopColumn("balance", DOUBLE, false),
                    new ShopColumn("history", TEXT, false)),
            false);

    /** A key whose order is the business of the database's collation: text. */
    static final ShopTable PRODUCTS = new ShopTable(
            "public",
            "products",
            List.of(
                    new ShopColumn("sku", TEXT, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("title", TEXT, false),
                    new ShopColumn("weight", REAL, false),
                    new ShopColumn("sizes", INTEGER_ARRAY, false)),
            false);

    /** Its old rows are in the log, whole. */
    static final ShopTable ACCOUNTS = new ShopTable(
            "public",
            "accounts",
            List.of(
                    new ShopColumn("id", BIGINT, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("owner", TEXT, false),
                    new ShopColumn("balance", NUMERIC, false),
                    new ShopColumn("rate", DOUBLE, false),
                    new ShopColumn("opened_at", TIMESTAMPTZ, false),
                    new ShopColumn("contract", TEXT, false)),
            true);

    /** Emptied by TRUNCATE now and then. */
    static final ShopTable CART = new ShopTable(
            "public",
            "cart",
            List.of(
                    new ShopColumn("id", BIGINT, true),
                    new ShopColumn(ShopTable.VERSION, BIGINT, false),
                    new ShopColumn("content", JSONB, false),
                    new ShopColumn("touched_at", TIMESTAMPTZ, false)),
            false);

    static final List<ShopTable> TABLES = List.of(ORDERS, LINES, CUSTOMERS, PRODUCTS, ACCOUNTS, CART);

    /** Columns that hold documents: some longer than a page, stored out of line and uncompressed. */
    static final List<String> DOCUMENTS = List.of("doc", "history", "contract");

    private Shop() {}

    /** Makes the tables anew, empty. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (ShopTable table : TABLES) {
                statement.execute("DROP TABLE IF EXISTS " + table.label());
            }
            statement.execute("DROP SEQUENCE IF EXISTS public.tidemark_version");
            statement.execute("CREATE SEQUENCE public.tidemark_version");
            for (ShopTable table : TABLES) {
                createTable(table, statement);
            }
        }
    }

    private static void createTable(ShopTable table, Statement statement) throws SQLException {
        StringBuilder sql =
                new StringBuilder("CREATE TABLE ").append(table.label()).append(" (");
        for (ShopColumn column : table.columns()) {
            sql.append(column.name()).append(' ').append(column.type().sql());
            sql.append(column.name().equals(ShopTable.VERSION) ? " NOT NULL DEFAULT " + Sql.NEXT_VERSION : "");
            sql.append(", ");
        }
        sql.append("PRIMARY KEY (").append(Sql.names(table.keyColumns())).append("))");
        statement.execute(sql.toString());
        if (table.fullIdentity()) {
            statement.execute("ALTER TABLE " + table.label() + " REPLICA IDENTITY FULL");
        }
        for (ShopColumn column : table.columns()) {
            if (DOCUMENTS.contains(column.name())) {
                statement.execute(
                        "ALTER TABLE %s ALTER COLUMN %s SET STORAGE EXTERNAL".formatted(table.label(), column.name()));
            }
        }
    }
}
