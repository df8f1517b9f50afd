package io.tidemark.precheck;

import io.tidemark.source.WalDisk;
import io.tidemark.task.Selection;
import io.tidemark.task.SqlNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How much there is to read at first, how long that takes, and what the log grows by meanwhile. */
final class SnapshotEstimateCheck implements Precheck {

    private static final long MIB = 1 << 20;

    private final Duration most;

    SnapshotEstimateCheck() {
        this(Duration.ofMillis(500));
    }

    /** @param most for how long the largest table is read */
    SnapshotEstimateCheck(Duration most) {
        this.most = most;
    }

    @Override
    public String id() {
        return "snapshot-estimate";
    }

    @Override
    public String title() {
        return "the log of a first reading of all tables fits";
    }

    @Override
    public String why() {
        return "The slot keeps all WAL from before the first row is read until all are. The rate is that of one reader who throws away what it gets, for half a second, from the largest table; the job has several readers, and is as fast as its sink.";
    }

    @Override
    public Finding run(SourceServer server) throws SQLException {
        List<TableSize> sizes = server.sizes();
        String began = server.ask("SELECT pg_current_wal_lsn()");
        long beganNanos = System.nanoTime();
        double rate = 0;
        String notMeasured = null;
        if (!sizes.isEmpty() && sizes.get(0).bytes() > 0) {
            try {
                rate = server.read(query(server, sizes.get(0)), most).bytesPerSecond(sizes.get(0));
            } catch (SQLException e) {
                notMeasured = "the server answered: " + e.getMessage();
            }
        }
        double walRate = walRate(server, began, (System.nanoTime() - beganNanos) / 1e9);
        long limit = server.number("max_slot_wal_keep_size");
        return new SnapshotEstimate(
                        sizes,
                        rate,
                        notMeasured,
                        walRate,
                        limit < 0 ? null : limit * MIB,
                        WalDisk.of(server.session(), server.task().source()))
                .finding();
    }

    /** Bytes a second: in this moment, or on average since the server counts, whichever is more. */
    private static double walRate(SourceServer server, String began, double seconds) throws SQLException {
        double now = Double.parseDouble(server.ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), ?::pg_lsn)", began))
                / Math.max(0.1, seconds);
        double average = Double.parseDouble(
                server.ask("SELECT wal_bytes / greatest(extract(epoch FROM now() - stats_reset), 1) FROM pg_stat_wal"));
        return Math.max(now, average);
    }

    /** What the job reads of the table, but for the row filter. */
    private static String query(SourceServer server, TableSize size) {
        String columns = server.task().objects().stream()
                .filter(Selection.Table.class::isInstance)
                .map(Selection.Table.class::cast)
                .filter(table -> table.table().equals(size.table()))
                .flatMap(table -> table.columns().stream())
                .map(SqlNames::quote)
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM %s"
                .formatted(columns.isEmpty() ? "*" : columns, size.table().quoted());
    }
}
