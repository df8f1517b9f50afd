package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.Amounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A slot of a task, as the server shows it.
 *
 * @param database whose changes it decodes
 * @param plugin its output plugin
 * @param holder the process id of the session that reads it; {@code null} if none does
 * @param inactiveFor since when nobody reads it; {@code null} while somebody does, and before PostgreSQL 17, which does not tell
 * @param status {@code pg_replication_slots.wal_status}
 * @param heldBytes WAL that the server keeps for it
 * @param leftBytes how much WAL may still be written until the slot may be lost; {@code null} if nothing limits it
 */
record SlotFigures(
        String name,
        String database,
        String plugin,
        @Nullable Integer holder,
        @Nullable Duration inactiveFor,
        String status,
        long heldBytes,
        @Nullable Long leftBytes) {

    private static final int WITH_INACTIVE_SINCE = 17;

    /** The underscores of the prefix are no wildcards. */
    private static final String SQL = """
            SELECT slot_name, database, plugin, active_pid, %s, coalesce(wal_status, ''),
                   coalesce(pg_current_wal_lsn() - restart_lsn, 0)::int8, safe_wal_size
              FROM pg_replication_slots
             WHERE starts_with(slot_name::text, '%s') AND slot_type = 'logical'
             ORDER BY slot_name""";

    /** All slots of tasks on the server, whatever the database. */
    static List<SlotFigures> all(Session session) throws SQLException {
        String inactive = session.version() >= WITH_INACTIVE_SINCE
                ? "extract(epoch FROM clock_timestamp() - inactive_since)::int8"
                : "NULL";
        return session.rows(SQL.formatted(inactive, TaskFile.PREFIX)).stream()
                .map(SlotFigures::of)
                .toList();
    }

    private static SlotFigures of(List<String> row) {
        return new SlotFigures(
                row.get(0),
                row.get(1),
                row.get(2),
                optional(row.get(3), Integer::valueOf),
                optional(row.get(4), seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
                row.get(5),
                Long.parseLong(row.get(6)),
                optional(row.get(7), Long::valueOf));
    }

    private static <T> @Nullable T optional(String text, Function<String, T> reader) {
        return text.isEmpty() ? null : reader.apply(text);
    }

    String task() {
        return name.substring(TaskFile.PREFIX.length());
    }

    /** For people: for how long nobody reads it; empty where that is not known. */
    String idle() {
        return inactiveFor == null ? "" : Amounts.seconds(Math.max(1, inactiveFor.toSeconds()));
    }

    boolean isLost() {
        return status.equals("lost");
    }

    static Map<String, SlotFigures> byName(List<SlotFigures> slots) {
        return slots.stream().collect(Collectors.toMap(SlotFigures::name, Function.identity()));
    }
}
