package io.tidemark.job.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot as {@code pg_replication_slots} shows it.
 *
 * @param plugin its output plugin; {@code null} for a physical slot
 * @param database {@code null} for a physical slot
 * @param holder the process id of the session that reads it; {@code null} if none does
 * @param confirmedLsn changes that committed before were confirmed and are not sent again
 * @param walStatus {@code lost} if WAL that it needs was removed
 */
record SlotState(
        @Nullable String plugin,
        @Nullable String database,
        @Nullable Integer holder,
        long confirmedLsn,
        @Nullable String walStatus) {

    /** The slot of that name; {@code null} if there is none. */
    static @Nullable SlotState of(Connection connection, String name) throws SQLException {
        String sql = """
                SELECT plugin, database, active_pid, confirmed_flush_lsn - '0/0', wal_status
                  FROM pg_replication_slots WHERE slot_name = ?""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Integer holder = row.getObject(3, Integer.class);
                return new SlotState(row.getString(1), row.getString(2), holder, row.getLong(4), row.getString(5));
            }
        }
    }

    boolean lost() {
        return "lost".equals(walStatus);
    }
}
