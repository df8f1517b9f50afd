package io.tidemark.embedded.workload;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A transaction of one client, which notes each change that the server confirms and hands them to the log once COMMIT has
 * returned. Used by one thread, for one transaction.
 */
final class OpenTransaction {

    private final Session session;
    private final CommitLog log;
    private final RandomGenerator random;
    private final Values values;
    private final List<RowChange> changes = new ArrayList<>();
    private final Deque<Integer> savepoints = new ArrayDeque<>();
    private final TakenKeys taken = new TakenKeys();
    private final long begun;

    /** Begins it. */
    OpenTransaction(Session session, CommitLog log, RandomGenerator random) throws SQLException {
        this.session = session;
        this.log = log;
        this.random = random;
        this.values = new Values(random);
        this.begun = log.tick();
        session.begin();
    }

    int size() {
        return changes.size();
    }

    /** Inserts a row; returns the number of its key. */
    long insert(Keys keys) throws SQLException {
        long number = taken.take(keys, random);
        insert(keys, number);
        return number;
    }

    void insert(Keys keys, long number) throws SQLException {
        ShopTable table = keys.table();
        List<ShopColumn> columns = new ArrayList<>(table.keyColumns());
        columns.addAll(table.payloadColumns());
        List<@Nullable String> parameters = new ArrayList<>(keys.form().values(number));
        parameters.addAll(draw(table.payloadColumns()));
        String sql = Sql.insert(table, columns, session.normalisation());
        note(table, RowOperation.INSERT, session.query(sql, parameters));
    }

    /** Changes some columns of a row, if it exists. */
    boolean update(Keys keys, long number) throws SQLException {
        ShopTable table = keys.table();
        List<ShopColumn> columns = someOf(table.payloadColumns());
        List<@Nullable String> parameters = new ArrayList<>(draw(columns));
        parameters.addAll(keys.form().values(number));
        String sql = Sql.update(table, columns, Sql.whereKey(table), session.normalisation());
        return note(table, RowOperation.UPDATE, session.query(sql, parameters));
    }

    /** Changes a column of all rows of a range of keys, with one statement. */
    void updateRange(Keys keys, long first, int count) throws SQLException {
        ShopTable table = keys.table();
        List<ShopColumn> payload = table.payloadColumns();
        List<ShopColumn> column = List.of(payload.get(random.nextInt(payload.size())));
        String sql = Sql.update(table, column, keys.form().between(first, first + count - 1), session.normalisation());
        note(table, RowOperation.UPDATE, session.query(sql, draw(column)));
    }

    /** Deletes a row, if it exists. */
    boolean delete(Keys keys, long number) throws SQLException {
        ShopTable table = keys.table();
        boolean deleted = noteDeletes(
                table,
                session.query(
                        Sql.delete(table, Sql.whereKey(table)), keys.form().values(number)));
        if (deleted) {
            taken.deleted(keys, number);
        }
        return deleted;
    }

    void deleteRange(Keys keys, long first, int count) throws SQLException {
        ShopTable table = keys.table();
        noteDeletes(table, session.query(Sql.delete(table, keys.form().between(first, first + count - 1)), List.of()));
    }

    /**
     * Gives a row another key, if it exists, and changes it besides; returns the number of the key that it has then.
     *
     * <p>Documents are written anew, except under FULL identity: where one part of a snapshot shows the transaction (so the
     * delete of the old key is not published) and an earlier part does not (so the insert of the new key is), a document that
     * was left alone would be in nothing that anybody can read.
     */
    long changeKey(Keys keys, long number) throws SQLException {
        ShopTable table = keys.table();
        long newNumber = taken.take(keys, random);
        List<ShopColumn> besides = changedWithTheKey(table);
        List<ShopColumn> columns = new ArrayList<>(table.keyColumns());
        columns.addAll(besides);
        List<@Nullable String> parameters = new ArrayList<>(keys.form().values(newNumber));
        parameters.addAll(draw(besides));
        parameters.addAll(keys.form().values(number));
        List<List<@Nullable String>> rows =
                session.query(Sql.update(table, columns, Sql.whereKey(table), session.normalisation()), parameters);
        if (rows.isEmpty()) {
            return number;
        }
        String oldKey = table.key(keys.form().values(number));
        changes.add(new RowChange(table, RowOperation.DELETE, oldKey, version(table, rows.get(0)), null));
        taken.deleted(keys, number);
        note(table, RowOperation.INSERT, rows);
        return newNumber;
    }

    private static List<ShopColumn> changedWithTheKey(ShopTable table) {
        List<ShopColumn> documents = table.payloadColumns().stream()
                .filter(column -> Shop.DOCUMENTS.contains(column.name()))
                .toList();
        return documents.isEmpty() || table.fullIdentity()
                ? table.payloadColumns().subList(0, 1)
                : documents;
    }

    /** Copies rows with new keys into the table, with one COPY. */
    void copy(Keys keys, int count) throws SQLException {
        long first = keys.takeBlock(count);
        copy(keys, first, count);
        note(
                keys.table(),
                RowOperation.INSERT,
                session.query(
                        Sql.select(
                                keys.table(), keys.form().between(first, first + count - 1), session.normalisation()),
                        List.of()));
    }

    /** Copies rows in without noting them. */
    private void copy(Keys keys, long first, int count) throws SQLException {
        ShopTable table = keys.table();
        List<ShopColumn> columns = new ArrayList<>(table.keyColumns());
        columns.addAll(table.payloadColumns());
        StringBuilder lines = new StringBuilder();
        for (long number = first; number < first + count; number++) {
            List<@Nullable String> row = new ArrayList<>(keys.form().values(number));
            row.addAll(draw(table.payloadColumns()));
            CopyText.append(row, lines);
        }
        String sql = "COPY %s (%s) FROM STDIN".formatted(table.label(), Sql.names(columns));
        try {
            session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new StringReader(lines.toString()));
        } catch (IOException e) {
            throw new SQLException("COPY into " + table.label() + " broke off", e);
        }
    }

    /** Loads the rows that the table begins with. */
    void load(Keys keys, int count) throws SQLException {
        int block = 5_000;
        for (int done = 0; done < count; done += block) {
            int size = Math.min(block, count - done);
            copy(keys, keys.takeBlock(size), size);
        }
        ShopTable table = keys.table();
        note(table, RowOperation.INSERT, session.query(Sql.select(table, "true", session.normalisation()), List.of()));
    }

    /**
     * Whether a TRUNCATE may be made now. PostgreSQL (seen with 17.11) loses track of a transaction that changes the catalogue,
     * as TRUNCATE does, if it begins and commits while a logical slot is being made and an older one is still open: decoding
     * from that slot then fails for good ("could not map filenumber"), whoever decodes.
     */
    boolean mayTruncate() throws SQLException {
        xid(); // with an id from before a slot is begun, the slot waits for this transaction
        return session.value("SELECT (NOT EXISTS (SELECT FROM pg_replication_slots"
                        + " WHERE slot_type = 'logical' AND confirmed_flush_lsn IS NULL))::text")
                .equals("true");
    }

    void truncate(ShopTable table) throws SQLException {
        session.execute("TRUNCATE " + table.label());
        long version = Long.parseLong(session.value("SELECT " + Sql.NEXT_VERSION));
        changes.add(new RowChange(table, RowOperation.TRUNCATE, "", version, null));
    }

    void savepoint() throws SQLException {
        session.execute("SAVEPOINT s" + savepoints.size());
        savepoints.push(changes.size());
    }

    void release() throws SQLException {
        savepoints.pop();
        session.execute("RELEASE SAVEPOINT s" + savepoints.size());
    }

    /** Takes back what was done since the savepoint, which stays. */
    void rollBackToSavepoint() throws SQLException {
        session.execute("ROLLBACK TO SAVEPOINT s" + (savepoints.size() - 1));
        changes.subList(savepoints.getFirst(), changes.size()).clear();
    }

    /** Stays open, idle. */
    void hold(int millis) throws SQLException {
        session.value("SELECT 'slept' FROM pg_sleep(%d / 1000.0)".formatted(millis));
    }

    void rollBack() throws SQLException {
        if (!changes.isEmpty()) {
            log.rolledBack(xid());
        }
        session.connection().rollback();
        session.connection().setAutoCommit(true);
        taken.rolledBack();
    }

    /** Commits, and hands the changes to the log; where the connection dies meanwhile, as of unknown outcome. */
    void commit() throws SQLException {
        if (changes.isEmpty()) {
            rollBack();
            return;
        }
        long xid = xid();
        try {
            session.connection().commit();
        } catch (SQLException e) {
            if (!isRefused(e)) {
                log.unknown(new CommittedTransaction(xid, begun, CommittedTransaction.NEVER_RETURNED, changes));
            }
            throw e;
        }
        log.committed(new CommittedTransaction(xid, begun, log.tick(), changes));
        taken.committed(changes);
        session.connection().setAutoCommit(true);
    }

    // the server's answer to COMMIT: only classes 08 (connection) and 57 (server going down) leave it open
    private static boolean isRefused(SQLException e) {
        String state = e.getSQLState();
        return state != null && !state.startsWith("08") && !state.startsWith("57");
    }

    private long xid() throws SQLException {
        return Long.parseLong(session.value("SELECT pg_current_xact_id()::text"));
    }

    private boolean note(ShopTable table, RowOperation operation, List<List<@Nullable String>> rows) {
        for (List<@Nullable String> row : rows) {
            changes.add(new RowChange(table, operation, table.keyOf(row), version(table, row), table.image(row)));
        }
        return !rows.isEmpty();
    }

    private boolean noteDeletes(ShopTable table, List<List<@Nullable String>> rows) {
        for (List<@Nullable String> row : rows) {
            int last = row.size() - 1;
            List<String> key = new ArrayList<>();
            for (@Nullable String value : row.subList(0, last)) {
                key.add(String.valueOf(value));
            }
            changes.add(new RowChange(
                    table, RowOperation.DELETE, table.key(key), Long.parseLong(String.valueOf(row.get(last))), null));
        }
        return !rows.isEmpty();
    }

    private static long version(ShopTable table, List<@Nullable String> row) {
        return Long.parseLong(String.valueOf(row.get(table.column(ShopTable.VERSION))));
    }

    private List<@Nullable String> draw(List<ShopColumn> columns) {
        List<@Nullable String> drawn = new ArrayList<>();
        for (ShopColumn column : columns) {
            drawn.add(values.next(column));
        }
        return drawn;
    }

    private List<ShopColumn> someOf(List<ShopColumn> columns) {
        List<ShopColumn> some = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = random.nextInt(columns.size()); some.size() < Math.min(count, columns.size()); i++) {
            some.add(columns.get(i % columns.size()));
        }
        return some;
    }
}
