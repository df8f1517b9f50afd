package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Position;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint against the server that it is restored on: it goes on only if nothing after its position can be missing. */
class RestoreGuardIT {

    private static final ServerIdentity SERVER = new ServerIdentity("7710581896931513066", 1);

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static Connection connection;

    @BeforeAll
    static void startServer() throws SQLException {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("wal_level", "logical"));
        server.createDatabase("shop");
        connection = server.connect("shop");
        execute("CREATE PUBLICATION dts_sync_shop FOR ALL TABLES");
    }

    @AfterAll
    static void stopServer() throws SQLException {
        connection.close();
        server.close();
    }

    @AfterEach
    void dropSlot() throws SQLException {
        execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }

    @Test
    void goesOnWhereTheSlotIsNotPastTheCheckpoint() throws SQLException {
        execute("SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");
        long confirmed = number("SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots");

        assertThatCode(() -> check(SERVER, confirmed)).doesNotThrowAnyException();
    }

    @Test
    void refusesAMissingSlot() {
        assertThatThrownBy(() -> check(SERVER, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "slot dts_sync_shop does not exist on db.invalid:5432, but the task has read from it before: it was"
                                + " dropped, and what committed since the last checkpoint can't be read any more. Start the task"
                                + " anew with --fresh, which reads all tables again");
    }

    @Test
    void refusesASlotThatIsPastTheCheckpoint() throws SQLException {
        execute("SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");
        long confirmed = number("SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots");

        assertThatThrownBy(() -> check(SERVER, confirmed - 8))
                .isInstanceOf(RefusedException.class)
                .hasMessageMatching(
                        "slot dts_sync_shop is confirmed up to \\S+, past the checkpoint's position \\S+: what"
                                + " committed between is not sent again\\. The slot was made anew or moved, or the checkpoint is not"
                                + " the last one\\. Either restore a newer checkpoint, or start the task anew with --fresh, which"
                                + " reads all tables again");
    }

    @Test
    void refusesASlotOfAnotherPlugin() throws SQLException {
        execute("SELECT pg_create_physical_replication_slot('dts_sync_shop')");

        assertThatThrownBy(() -> check(SERVER, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "slot dts_sync_shop decodes database 'null' with plugin 'null', but the task needs"
                                + " database 'shop' with 'pgoutput'");
    }

    @Test
    void refusesAnotherServerAndAPromotedOne() {
        ServerIdentity other = new ServerIdentity("1", 1);
        ServerIdentity promoted = new ServerIdentity(SERVER.system(), 2);

        assertThatThrownBy(() -> check(other, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it is another server, whose log has nothing to do with that position");
        assertThatThrownBy(() -> check(promoted, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a standby was promoted, and what it had not received is not in its log");
    }

    @Test
    void refusesALogThatEndsBeforeTheCheckpoint() throws SQLException {
        execute("SELECT pg_create_logical_replication_slot('dts_sync_shop', 'pgoutput')");

        assertThatThrownBy(() -> check(SERVER, 1L << 50))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "before the checkpoint's position 40000/0: the server was restored from a backup");
    }

    private static void check(ServerIdentity found, long position) throws SQLException {
        TaskFile task = SomeTask.in(directory);
        StreamPoint point = new StreamPoint(SERVER, position, Position.START, Set.of());
        new RestoreGuard(task).check(connection, found, point);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
