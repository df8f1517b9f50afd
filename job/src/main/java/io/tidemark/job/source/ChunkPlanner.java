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

    /** What the smallest chunk counts for: its statements take their time, too. */
    private static final double LEAST_SHARE = 1.0 / 8;

    /**
     * What a chunk of a table is to be.
     *
     * @param rows how many it has at the most
     * @param share how much of what a chunk may have it is thought to have, more than 0 and at most 1
     */
    record Size(int rows, double share) {}

    /** What a chunk of the table shall be; all rows have a place in one if the table is small. */
    Size size(Connection connection, TableShape shape) throws SQLException {
        // reltuples is -1 for a table that was never analysed, and 0 in its partitioned parents
        String sql = "SELECT pg_table_size(oid), reltuples FROM pg_class WHERE oid = ?::int8";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(shape.table().oid()));
            try (ResultSet row = statement.executeQuery()) {
                boolean known = row.next();
                long size = known ? row.getLong(1) : Long.MAX_VALUE;
                if (!shape.partitioned() && size / LEAST_ROW_BYTES < rows && size <= bytes / LONGER_TEXT) {
                    return new Size(ALL, share((double) size));
                }
                double tuples = known ? row.getDouble(2) : -1;
                return size(connection, shape, size, tuples);
            }
        }
    }

    /** Rows are longer as text than as the server stores them; only of large ones that is not worth reading some. */
    private Size size(Connection connection, TableShape shape, long stored, double tuples) throws SQLException {
        double storedRow = tuples > 0 ? stored / tuples : 0;
        double row = storedRow * SAMPLE_ROWS > bytes ? storedRow : max(storedRow, sampledRow(connection, shape));
        int chunkRows = (int) max(1, min(rows, bytes / max(1, row)));
        return new Size(chunkRows, share(row * (tuples > 0 ? min(tuples, chunkRows) : chunkRows)));
    }

    private double share(double chunkBytes) {
        return max(LEAST_SHARE, min(1, chunkBytes / bytes));
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
     * @param chunkRows what {@link #size(Connection, TableShape)} said
     * @return {@code null} if the chunk is the last
     */
    @Nullable
    String nextBound(Connection connection, TableShape shape, String keyColumn, @Nullable String from, int chunkRows)
            throws SQLException {
        if (chunkRows == ALL) {
            return null;
        }
        // ordered as a key and made text outside: the server would make a text of each key that it skips
        String key = "t." + SqlNames.quote(keyColumn);
        String after = from == null ? "" : " WHERE %s > %s".formatted(key, SqlNames.literal(from));
        String sql =
                "SELECT bound::text FROM (SELECT %1$s AS bound FROM %2$s AS t%3$s ORDER BY %1$s OFFSET %4$d LIMIT 1) one"
                        .formatted(key, shape.fromClause(), after, from == null ? chunkRows : chunkRows - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
