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

/**
 * Cuts a table into chunks, one at a time, by walking its key's index: so any type that has an order will do, gaps and skew
 * do no harm, and the first chunk is there at once.
 *
 * @param rows how many rows a chunk has at the most, but for rows of equal chunk key
 * @param bytes how many bytes it should have, by the table's average row
 */
record ChunkPlanner(int rows, long bytes) implements Serializable {

    /** Together as many rows as a reader easily holds, and few enough that a restart repeats little. */
    static final ChunkPlanner DEFAULT = new ChunkPlanner(50_000, 16 << 20);

    /** How many rows a chunk of the table shall have. */
    int chunkRows(Connection connection, TableShape shape) throws SQLException {
        // reltuples is -1 for a table that was never analysed, and 0 in its partitioned parents
        String sql = "SELECT pg_table_size(oid), reltuples FROM pg_class WHERE oid = ?::int8";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(shape.table().oid()));
            try (ResultSet row = statement.executeQuery()) {
                double tuples = row.next() ? row.getDouble(2) : -1;
                if (tuples <= 0) {
                    return chunkRowsUnanalysed(connection, shape);
                }
                return chunkRows(row.getLong(1) / tuples);
            }
        }
    }

    private int chunkRowsUnanalysed(Connection connection, TableShape shape) throws SQLException {
        String sql = "SELECT coalesce(avg(length(t::text)), 0) FROM (SELECT * FROM %s LIMIT 100) t"
                .formatted(shape.fromClause());
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return chunkRows(row.getDouble(1));
        }
    }

    private int chunkRows(double averageRow) {
        return (int) max(1, min(rows, bytes / max(1, averageRow)));
    }

    /**
     * Where the chunk after the one that begins at {@code from} begins.
     *
     * @param from {@code null} for the first chunk
     * @return {@code null} if the chunk is the last
     */
    @Nullable
    String nextBound(Connection connection, TableShape shape, String keyColumn, @Nullable String from, int chunkRows)
            throws SQLException {
        String key = SqlNames.quote(keyColumn);
        String after = from == null ? "" : " WHERE %s > %s".formatted(key, SqlNames.literal(from));
        String sql = "SELECT %1$s::text FROM %2$s%3$s ORDER BY %1$s OFFSET %4$d LIMIT 1"
                .formatted(key, shape.fromClause(), after, from == null ? chunkRows : chunkRows - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
