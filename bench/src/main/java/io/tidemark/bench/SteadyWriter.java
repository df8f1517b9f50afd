package io.tidemark.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Commits 5,000 rows a second, 50 to a transaction, at times that are fixed beforehand. */
final class SteadyWriter {

    private static final int ROWS_PER_TRANSACTION = 50;
    private static final long BETWEEN_TRANSACTIONS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long FIRST_KEY = 1_000_000;

    private final SourceDatabase source;
    private final int transactions;
    private Instant begun = Instant.EPOCH;
    private Duration took = Duration.ZERO;

    SteadyWriter(SourceDatabase source, Duration duration) {
        this.source = source;
        this.transactions = (int) (duration.toNanos() / BETWEEN_TRANSACTIONS_NANOS);
    }

    /** Writes all of it; one that comes late does not make up for it by pausing less. */
    void write() throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO narrow
                        SELECT i, (i % 1000)::int4, i, i::numeric / 100, clock_timestamp()
                          FROM generate_series(?::int8, ?::int8) AS i
                        """)) {
            // the log is sent once it is written down, and otherwise that waits for the server's own pace
            statement.execute("SET synchronous_commit = on");
            begun = Instant.now();
            long start = System.nanoTime();
            for (int transaction = 0; transaction < transactions; transaction++) {
                TimeUnit.NANOSECONDS.sleep(start + transaction * BETWEEN_TRANSACTIONS_NANOS - System.nanoTime());
                long first = FIRST_KEY + (long) transaction * ROWS_PER_TRANSACTION;
                insert.setLong(1, first);
                insert.setLong(2, first + ROWS_PER_TRANSACTION - 1);
                insert.execute();
            }
            took = Duration.ofNanos(System.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while writing");
        }
    }

    long changes() {
        return (long) transactions * ROWS_PER_TRANSACTION;
    }

    Instant begun() {
        return begun;
    }

    /** What was reached. */
    double rowsPerSecond() {
        return changes() * 1e9 / took.toNanos();
    }
}
