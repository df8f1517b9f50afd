package io.tidemark.job.source;

import static java.lang.Math.max;
import static java.lang.Math.min;

import io.tidemark.task.SqlNames;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a table into chunks, one at a time, by walking its key's index: so any type that has an order will do, gaps and skew
 * do no harm, and the first chunk is there at once.
 *
 * @param rows how many rows a chunk has at the most, but for rows of equal chunk key
 * @param bytes how many bytes of text it should have, by the table's average row
 */
record ChunkPlanner(int rows, long bytes) implements Serializable {

    /**
     * Few enough that a checkpoint, which waits for the chunk that a reader emits, does not keep the other readers waiting, and that a
     * restart repeats little; and enough that a chunk's statements do not count.
     */
    static final ChunkPlanner DEFAULT = new ChunkPlanner(50_000, 8 << 20);

    private static final Logger LOG = LoggerFactory.getLogger(ChunkPlanner.class);

    /** More rows than any table has. */
    static final int ALL = Integer.MAX_VALUE;

    /** What a row takes of a page at the least: its pointer and its header (PostgreSQL manual, "Database Page Layout"). */
    private static final int LEAST_ROW_BYTES = 28;

    /** How many times as long text is at most taken to be as what the server stores. */
    private static final int LONGER_TEXT = 16;

    private static final int SAMPLE_ROWS = 100;

    /** How many rows a chunk of the table shall have; all of them have a place in one if the table is small. */
    int chunkRows(Connection connection, TableShape shape) throws SQLException {
        // reltuples is -1 for a table that was never analysed, and 0 in its partitioned parents
        String sql = "SELECT pg_table_size(oid), reltuples FROM pg_class WHERE oid = ?::int8";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(shape.table().oid()));
            try (ResultSet row = statement.executeQuery()) {
                boolean known = row.next();
                long size = known ? row.getLong(1) : Long.MAX_VALUE;
                if (!shape.partitioned() && size / LEAST_ROW_BYTES < rows && size <= bytes / LONGER_TEXT) {
                    return ALL;
                }
                double tuples = known ? row.getDouble(2) : -1;
                return chunkRows(connection, shape, tuples > 0 ? size / tuples : 0);
            }
        }
    }

    /** Rows are longer as text than as the server stores them; only of large ones that is not worth reading some. */
    private int chunkRows(Connection connection, TableShape shape, double storedRow) throws SQLException {
        double row = storedRow * SAMPLE_ROWS > bytes ? storedRow : max(storedRow, sampledRow(connection, shape));
        return (int) max(1, min(rows, bytes / max(1, row)));
    }

    /** 0 if that can't be told: a row may be longer in one piece than a server makes texts. */
    private static double sampledRow(Connection connection, TableShape shape) {
        String sql = "SELECT coalesce(avg(octet_length(ROW(t.*)::text)), 0) FROM (SELECT %s FROM %s LIMIT %d) t"
                .formatted(shape.columnList(), shape.fromClause(), SAMPLE_ROWS);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            LOG.warn(
                    "Table {} is cut into chunks by what its rows have on disk, as the server can't tell their text's length: SQLSTATE {}",
                    shape.table().label(),
                    e.getSQLState());
            return 0;
        }
    }

    /**
     * Where the chunk after the one that begins at {@code from} begins.
     *
     * @param from {@code null} for the first chunk
     * @param chunkRows what {@link #chunkRows(Connection, TableShape)} said
     * @return {@code null} if the chunk is the last
     */
    @Nullable
    String nextBound(Connection connection, TableShape shape, String keyColumn, @Nullable String from, int chunkRows)
            throws SQLException {
        if (chunkRows == ALL) {
            return null;
        }
        // without the table's name before it, the key to order by would be the text that is selected
        String key = "t." + SqlNames.quote(keyColumn);
        String after = from == null ? "" : " WHERE %s > %s".formatted(key, SqlNames.literal(from));
        String sql = "SELECT %1$s::text FROM %2$s AS t%3$s ORDER BY %1$s OFFSET %4$d LIMIT 1"
                .formatted(key, shape.fromClause(), after, from == null ? chunkRows : chunkRows - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
