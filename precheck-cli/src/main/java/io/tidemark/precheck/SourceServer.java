package io.tidemark.precheck;

import io.tidemark.source.Session;
import io.tidemark.task.SourceConnection;
import io.tidemark.task.SourceUnavailableException;
import io.tidemark.task.TaskFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checks ask: the server through one session that can write nothing, the sink, and the task. Tables are asked for once, in
 * one query for all, and so are their columns.
 */
final class SourceServer implements AutoCloseable {

    private final TaskFile task;
    private final Session session;
    private final int version;
    private final SinkBrokers brokers;
    private @Nullable SelectedTables tables;
    private @Nullable SelectedColumns columns;
    private @Nullable List<TableSize> sizes;

    /** @param connection a session of its own, which from now on refuses to write */
    SourceServer(TaskFile task, Connection connection) throws SQLException {
        this(task, new Session(connection));
        session.execute("SET default_transaction_read_only TO on");
        // rather no answer than to wait for somebody's ALTER TABLE
        session.execute("SET lock_timeout TO '2s'");
    }

    /** Within whatever transaction the session is in. */
    SourceServer(TaskFile task, Session session) throws SQLException {
        this.task = task;
        this.session = session;
        this.brokers = new SinkBrokers(task);
        this.version = session.version();
    }

    TaskFile task() {
        return task;
    }

    /** Another session, the caller's own. */
    Connection openAnother() throws SourceUnavailableException {
        return SourceConnection.of(task).open();
    }

    /** A session for the replication protocol, the caller's own. */
    Connection openReplication() throws SourceUnavailableException {
        return SourceConnection.of(task).openReplication();
    }

    /** Of a task whose sink is Kafka. */
    SinkBrokers brokers() {
        return brokers;
    }

    /** The major version: 17. */
    int version() {
        return version;
    }

    /** A setting as {@code SHOW} prints it. */
    String setting(String name) throws SQLException {
        return ask("SELECT current_setting(?)", name);
    }

    /** A setting that is a number, in the unit that {@code pg_settings} names for it. */
    long number(String setting) throws SQLException {
        return Long.parseLong(ask("SELECT setting FROM pg_settings WHERE name = ?", setting));
    }

    boolean holds(String condition, String... parameters) throws SQLException {
        return ask("SELECT " + condition, parameters).equals("t");
    }

    /** The first value of the first row; empty if there is none, or it is NULL. */
    String ask(String sql, String... parameters) throws SQLException {
        return session.ask(sql, (Object[]) parameters);
    }

    /** All rows as texts; NULL is the empty text. */
    List<List<String>> rows(String sql, String... parameters) throws SQLException {
        return session.rows(sql, (Object[]) parameters);
    }

    /** The session itself. */
    Session session() {
        return session;
    }

    /** What the task selects. */
    SelectedTables tables() throws SQLException {
        SelectedTables known = tables;
        if (known == null) {
            known = SelectedTables.of(this);
            tables = known;
        }
        return known;
    }

    /** The columns of what the task selects. */
    SelectedColumns columns() throws SQLException {
        SelectedColumns known = columns;
        if (known == null) {
            known = SelectedColumns.of(this);
            columns = known;
        }
        return known;
    }

    /** How large what the task selects is, the largest first. */
    List<TableSize> sizes() throws SQLException {
        List<TableSize> known = sizes;
        if (known == null) {
            known = TableSize.of(this);
            sizes = known;
        }
        return known;
    }

    /** Reads rows for a moment and throws them away. */
    Reading read(String query, Duration most) throws SQLException {
        return Reading.of(session.connection(), query, most);
    }

    /** Lets go of what was opened for the sink; the session is its opener's. */
    @Override
    public void close() {
        brokers.close();
    }
}
