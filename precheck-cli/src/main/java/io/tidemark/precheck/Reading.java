package io.tidemark.precheck;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * How fast the server gives a table's rows to one reader: they are read for a moment and thrown away.
 *
 * @param rows that came
 * @param bytes that they had, as text
 * @param whole whether these were all
 */
record Reading(long rows, long bytes, Duration time, boolean whole) {

    private static final long FEW = 10;
    private static final long TIMES_MORE = 100;

    /**
     * Reads for about so long, in a transaction that is rolled back; where a lock or an empty stretch keeps it from reading, the
     * server gives up by itself. More and more rows are asked for rather than all and then no more: the driver is out of step
     * with the server after a COPY that it cancelled.
     *
     * @param query of the rows, which takes a LIMIT
     */
    static Reading of(Connection connection, String query, Duration most) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY");
            statement.execute("SET LOCAL lock_timeout = '500ms'");
            statement.execute("SET LOCAL statement_timeout = '3s'");
            long left = most.toNanos();
            long limit = FEW;
            while (true) {
                Reading reading = read(connection, query, limit);
                left -= reading.time().toNanos();
                if (reading.whole() || left < most.toNanos() / 2) {
                    return reading;
                }
                long inTheTimeLeft =
                        (long) ((double) limit * left / reading.time().toNanos());
                limit = Math.min(TIMES_MORE * limit, Math.max(limit, inTheTimeLeft));
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Reading read(Connection connection, String query, long limit) throws SQLException {
        long began = System.nanoTime();
        CopyOut rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (%s LIMIT %d) TO STDOUT".formatted(query, limit));
        long count = 0;
        long bytes = 0;
        for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
            count++;
            bytes += row.length;
        }
        return new Reading(count, bytes, Duration.ofNanos(System.nanoTime() - began), count < limit);
    }

    /** Of a table of this size on disk, which only a part may have been read of. */
    double bytesPerSecond(TableSize size) {
        double seconds = Math.max(1e-3, time.toNanos() / 1e9);
        if (whole) {
            return size.bytes() / seconds;
        }
        return size.rows() == 0 ? bytes / seconds : size.bytes() * Math.min(1, (double) rows / size.rows()) / seconds;
    }
}
