package io.tidemark.job.source;

import io.tidemark.record.Lsn;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Stands between a checkpoint and the server it is restored against: goes on only if everything after the checkpoint's
 * position can still be read, and says what is at risk otherwise.
 */
final class RestoreGuard {

    private final TaskFile task;

    RestoreGuard(TaskFile task) {
        this.task = task;
    }

    /**
     * @param connection an ordinary session with the server
     * @throws RefusedException if something was lost, or may have been
     */
    void check(Connection connection, ServerIdentity server, StreamPoint point) throws SQLException {
        checkServer(server, point);
        SlotState slot = SlotState.of(connection, task.slotName());
        if (slot == null) {
            throw new RefusedException(slotMissing(task));
        }
        checkSlot(slot, point);
        if (!publicationExists(connection, task)) {
            throw new RefusedException(publicationMissing(task));
        }
        checkLog(connection, point);
    }

    void checkServer(ServerIdentity server, StreamPoint point) {
        if (server.system().equals(point.server().system())
                && server.timeline() == point.server().timeline()) {
            return;
        }
        boolean promoted = server.system().equals(point.server().system());
        throw new RefusedException("%s is %s, but the checkpoint's position %s was read from %s: %s. %s"
                .formatted(
                        task.source().address(),
                        server,
                        Lsn.format(point.startLsn()),
                        point.server(),
                        promoted
                                ? "a standby was promoted, and what it had not received is not in its log"
                                : "it is another server, whose log has nothing to do with that position",
                        anew("point source.host and source.port at the former server")));
    }

    private void checkSlot(SlotState slot, StreamPoint point) {
        if (!"pgoutput".equals(slot.plugin()) || !task.source().database().equals(slot.database())) {
            throw new RefusedException(
                    "slot %s decodes database '%s' with plugin '%s', but the task needs database '%s' with 'pgoutput': somebody made another slot under this name. %s"
                            .formatted(
                                    task.slotName(),
                                    slot.database(),
                                    slot.plugin(),
                                    task.source().database(),
                                    anew("restore the former slot's server")));
        }
        if (slot.lost()) {
            throw new RefusedException(
                    "slot %s is lost: the server removed WAL that it needed (max_slot_wal_keep_size, idle_replication_slot_timeout), so changes after %s can't be read any more. %s"
                            .formatted(task.slotName(), Lsn.format(point.startLsn()), anew("")));
        }
        if (Long.compareUnsigned(slot.confirmedLsn(), point.startLsn()) > 0) {
            throw new RefusedException(
                    "slot %s is confirmed up to %s, past the checkpoint's position %s: what committed between is not sent again. The slot was made anew or moved, or the checkpoint is not the last one. %s"
                            .formatted(
                                    task.slotName(),
                                    Lsn.format(slot.confirmedLsn()),
                                    Lsn.format(point.startLsn()),
                                    anew("restore a newer checkpoint")));
        }
    }

    private void checkLog(Connection connection, StreamPoint point) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn() - '0/0'")) {
            row.next();
            if (Long.compareUnsigned(row.getLong(1), point.startLsn()) < 0) {
                throw new RefusedException(
                        "the server's log ends at %s, before the checkpoint's position %s: the server was restored from a backup, and what was published since is not in it. %s"
                                .formatted(
                                        Lsn.format(row.getLong(1)),
                                        Lsn.format(point.startLsn()),
                                        anew("restore a checkpoint as old as the backup")));
            }
        }
    }

    static String slotMissing(TaskFile task) {
        return "slot %s does not exist on %s, but the task has read from it before: it was dropped, and what committed since the last checkpoint can't be read any more. %s"
                .formatted(task.slotName(), task.source().address(), anew(""));
    }

    /** One that is made anew is of no use: the server looks it up as of the time of the change that it decodes. */
    static String publicationMissing(TaskFile task) {
        return "publication %s does not exist in database '%s', but the task has read through it before: it was dropped, and what committed since the last checkpoint can't be decoded any more. %s"
                .formatted(task.publicationName(), task.source().database(), anew(""));
    }

    static boolean publicationExists(Connection connection, TaskFile task) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
            statement.setString(1, task.publicationName());
            return statement.executeQuery().next();
        }
    }

    private static String anew(String other) {
        return (other.isEmpty() ? "Start" : "Either " + other + ", or start")
                + " the task anew with --fresh, which reads all tables again";
    }
}
