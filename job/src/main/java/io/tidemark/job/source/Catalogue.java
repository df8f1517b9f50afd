package io.tidemark.job.source;

import io.tidemark.record.Column;
import io.tidemark.record.Table;
import io.tidemark.record.ValueType;
import io.tidemark.task.Publication;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the catalogue what is published, one query for all tables or for one, and one for each table's types. */
final class Catalogue implements LogCatalogue {

    /**
     * The index by which the rows of a table {@code c} are told apart: that of the replica identity, else the primary key. Under
     * FULL identity another unique one will do, if none of its columns can be NULL.
     */
    private static final String KEY_INDEX = """
            SELECT x.indexrelid FROM pg_index x
             WHERE x.indrelid = c.oid
               AND CASE WHEN c.relreplident = 'i' THEN x.indisreplident
                        ELSE x.indisprimary
                          OR (c.relreplident = 'f' AND x.indisunique AND x.indimmediate AND x.indisvalid
                              AND x.indpred IS NULL AND x.indexprs IS NULL
                              AND NOT EXISTS (SELECT FROM pg_attribute nullable
                                               WHERE nullable.attrelid = c.oid AND NOT nullable.attnotnull
                                                 AND nullable.attnum = ANY ((x.indkey::int2[])[0 : x.indnkeyatts - 1]))) END
             ORDER BY x.indisprimary DESC, x.indexrelid LIMIT 1""";

    /**
     * The published tables with their columns, in the order in which pgoutput sends them. From version 15 on a publication has
     * column lists and row filters; the columns that it sends are then {@code attnames}, else all. Generated ones can be among
     * them from version 18 on; the {@code attnames} of version 15 has them though they are not sent.
     */
    private static final String SHAPES = """
            SELECT c.oid::int8, n.nspname, c.relname, c.relkind = 'p', %s,
                   array_agg(a.attname::text ORDER BY a.attnum),
                   array_agg(a.atttypid::int8 ORDER BY a.attnum),
                   array_agg(a.atttypmod ORDER BY a.attnum),
                   (SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
                      FROM pg_index i
                      JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
                     WHERE i.indexrelid = (KEY_INDEX))
              FROM %s
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND %s
             GROUP BY c.oid, n.nspname, c.relname, c.relkind, 5
             ORDER BY n.nspname, c.relname""".replace("KEY_INDEX", KEY_INDEX);

    private static final String ALL_TABLES = """
            (SELECT * FROM pg_publication_tables WHERE pubname = ?) p
              JOIN pg_namespace n ON n.nspname = p.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename""";

    /** The table comes first, by itself: joined by its name, the server looks closely at all published tables to find one. */
    private static final String ONE_TABLE = """
            pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND c.oid = ?::int8
              JOIN LATERAL (SELECT * FROM pg_publication_tables
                             WHERE pubname = ? AND schemaname = n.nspname AND tablename = c.relname OFFSET 0) p ON true""";

    private final Connection connection;
    private final String database;
    private final String publication;
    private final TypeCatalogue types;

    Catalogue(Connection connection, String database, String publication) {
        this.connection = connection;
        this.database = database;
        this.publication = publication;
        this.types = new TypeCatalogue(connection);
    }

    /** All published tables, by schema and name. */
    List<TableShape> shapes() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(shapesOf(ALL_TABLES))) {
            statement.setString(1, publication);
            return query(statement);
        }
    }

    /** One table; {@code null} if it was dropped, or is not published any more. */
    @Nullable
    TableShape shape(int oid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(shapesOf(ONE_TABLE))) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            statement.setString(2, publication);
            List<TableShape> found = query(statement);
            return found.isEmpty() ? null : found.get(0);
        }
    }

    /** As {@link TableShape#fromClause()}, of a table published or not; {@code null} if it was dropped. */
    @Nullable
    String fromClause(int oid) throws SQLException {
        String sql = """
                SELECT concat(CASE WHEN c.relkind <> 'p' THEN 'ONLY ' END, quote_ident(n.nspname), '.', quote_ident(c.relname))
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?::int8""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private List<TableShape> query(PreparedStatement statement) throws SQLException {
        List<TableShape> shapes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                shapes.add(shape(rows));
            }
        }
        return shapes;
    }

    private String shapesOf(String tables) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < Publication.WITH_LISTS) {
            return SHAPES.formatted("NULL::text", tables, "a.attgenerated = ''");
        }
        String listed = "a.attname = ANY (p.attnames)";
        return SHAPES.formatted(
                "p.rowfilter",
                tables,
                version < Publication.WITH_GENERATED ? listed + " AND a.attgenerated = ''" : listed);
    }

    private TableShape shape(ResultSet row) throws SQLException {
        String[] names = array(row, 6, String[].class);
        List<Integer> typeOids =
                Arrays.stream(array(row, 7, Long[].class)).map(Long::intValue).toList();
        Integer[] modifiers = array(row, 8, Integer[].class);
        List<String> key = Arrays.asList(array(row, 9, String[].class));
        Map<Integer, ValueType> known = types.types(typeOids);
        List<Column> columns = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            int type = typeOids.get(i);
            Column column = new Column(names[i], type, modifiers[i], key.contains(names[i]));
            columns.add(column.withType(known.getOrDefault(type, column.type())));
        }
        Table table = new Table(database, row.getString(2), row.getString(3), (int) row.getLong(1), columns);
        return new TableShape(table, row.getBoolean(4), row.getString(5), key);
    }

    private static <T> T[] array(ResultSet row, int column, Class<T[]> type) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return type.cast(java.lang.reflect.Array.newInstance(type.getComponentType(), 0));
        }
        return type.cast(array.getArray());
    }

    @Override
    public Map<Integer, ValueType> types(Collection<Integer> oids) {
        try {
            return types.types(oids);
        } catch (SQLException e) {
            throw new IllegalStateException("asking for the types " + oids + " failed", e);
        }
    }

    @Override
    public Set<String> key(int oid) {
        String sql = """
                SELECT array_agg(a.attname::text) FROM pg_class c
                  JOIN pg_index i ON i.indexrelid = (KEY_INDEX)
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
                 WHERE c.oid = ?::int8""".replace("KEY_INDEX", KEY_INDEX);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Set.of(array(row, 1, String[].class));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("asking for the key of table " + oid + " failed", e);
        }
    }
}
