package io.tidemark.embedded.check;

import io.tidemark.embedded.check.Lines.Line;
import io.tidemark.embedded.check.LogMessages.Message;
import io.tidemark.embedded.workload.ColumnType;
import io.tidemark.embedded.workload.ShopColumn;
import io.tidemark.embedded.workload.ShopTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Change data capture in small, right by construction where there is little time to be fast: a snapshot in pieces, then the
 * slot's changes, each passed on unless a piece's snapshot has it. Its fence can be a wrong one, to see that the checker sees it.
 */
final class SmallReader {

    /** How it is decided whether a piece of the snapshot shows a transaction's change. */
    enum Fence {
        VISIBILITY,
        /** Known to be wrong: a long transaction's changes are in the log before it commits. */
        LSN_OF_THE_CHANGE,
        NONE
    }

    private record Piece(long xmin, long xmax, Set<Long> running, long lsn) {

        boolean shows(Message message, Fence fence) {
            return switch (fence) {
                case VISIBILITY -> message.xid() < xmin || (message.xid() < xmax && !running.contains(message.xid()));
                case LSN_OF_THE_CHANGE -> message.lsn() <= lsn;
                case NONE -> false;
            };
        }
    }

    private static final int PIECES = 8;

    private final DataSource database;
    private final Map<String, ShopTable> tables;
    private final Map<String, Piece> pieces = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final LogMessages log = new LogMessages();

    SmallReader(DataSource database, List<ShopTable> tables) {
        this.database = database;
        this.tables = tables.stream().collect(Collectors.toMap(ShopTable::label, Function.identity()));
    }

    void makeSlot() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE PUBLICATION small FOR ALL TABLES");
            statement.execute("SELECT pg_create_logical_replication_slot('small', 'pgoutput')");
        }
    }

    void dropSlot() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_drop_replication_slot('small')");
            statement.execute("DROP PUBLICATION small");
        }
    }

    /** Reads every table, in pieces of which each has a snapshot of its own. */
    void readTables() throws SQLException {
        for (int piece = 0; piece < PIECES; piece++) {
            for (ShopTable table : tables.values()) {
                readPiece(table, piece);
            }
        }
    }

    /** Reads what the slot holds. */
    void readSlot() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet changes = statement.executeQuery(
                        "SELECT lsn::text, data FROM pg_logical_slot_peek_binary_changes('small', NULL, NULL,"
                                + " 'proto_version', '1', 'publication_names', 'small')")) {
            while (changes.next()) {
                log.read(LogSequenceNumber.valueOf(changes.getString(1)).asLong(), changes.getBytes(2));
            }
        }
    }

    /** All records, the snapshot's first. */
    List<Line> lines(Fence fence) throws SQLException {
        List<Line> all = new ArrayList<>(lines);
        stream(log.messages(), fence, all);
        return all;
    }

    private void readPiece(ShopTable table, int number) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            pieces.put(table.label() + number, piece(statement));
            String list = table.columns().stream().map(ShopColumn::name).collect(Collectors.joining("::text, "));
            try (ResultSet rows =
                    statement.executeQuery("SELECT %s::text FROM %s WHERE abs(hashtext((%s)::text)) %% %d = %d"
                            .formatted(list, table.label(), keyList(table), PIECES, number))) {
                while (rows.next()) {
                    lines.add(snapshotRow(table, rows));
                }
            }
        }
    }

    private static String keyList(ShopTable table) {
        return table.columns().stream()
                .filter(ShopColumn::key)
                .map(column -> column.name() + "::text")
                .collect(Collectors.joining(" || ', ' || "));
    }

    private static Piece piece(Statement statement) throws SQLException {
        try (ResultSet answer =
                statement.executeQuery("SELECT pg_current_snapshot()::text, pg_current_wal_insert_lsn()::text")) {
            answer.next();
            String[] parts = answer.getString(1).split(":", -1);
            Set<Long> running = new HashSet<>();
            for (String xid : parts[2].split(",", -1)) {
                running.add(xid.isEmpty() ? -1 : Long.parseLong(xid));
            }
            long lsn = LogSequenceNumber.valueOf(answer.getString(2)).asLong();
            return new Piece(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running, lsn);
        }
    }

    private static Line snapshotRow(ShopTable table, ResultSet rows) throws SQLException {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (ShopColumn column : table.columns()) {
            row.put(column.name(), published(column, rows.getString(column.name())));
        }
        return new Line(table, 'r', null, row, List.of(), 0, 1, 0, 0, false);
    }

    private void stream(List<Message> messages, Fence fence, List<Line> out) throws SQLException {
        Map<String, Integer> pieceOfKey = piecesOfKeys(messages);
        Set<String> truncated = new HashSet<>();
        Map<String, Long> ordinals = new HashMap<>();
        long ordinal = 0;
        long commitLsn = 0;
        for (Message message : messages) {
            ShopTable table = tables.get(message.table());
            if (table == null) {
                continue;
            }
            if (commitLsn != message.commitLsn()) {
                commitLsn = message.commitLsn();
                ordinal = 0;
                ordinals.clear();
            }
            ordinal++;
            long tableOrdinal = ordinals.merge(message.table(), 1L, Long::sum);
            if (!isShown(table, message, fence, pieceOfKey, truncated)) {
                out.add(line(table, message, ordinal, tableOrdinal));
            }
        }
        markLast(out);
    }

    private static void markLast(List<Line> out) {
        for (int i = 0; i < out.size(); i++) {
            boolean last =
                    i + 1 == out.size() || out.get(i + 1).lsn() != out.get(i).lsn();
            out.set(i, out.get(i).withLast(last));
        }
    }

    private boolean isShown(
            ShopTable table, Message message, Fence fence, Map<String, Integer> pieceOfKey, Set<String> truncated) {
        if (truncated.contains(message.table())) {
            return false;
        }
        if (message.op() != 't') {
            int piece = pieceOfKey.getOrDefault(key(table, message), 0);
            return piece(table, piece).shows(message, fence);
        }
        for (int piece = 0; piece < PIECES; piece++) {
            if (!piece(table, piece).shows(message, fence)) {
                truncated.add(message.table());
                return false;
            }
        }
        return true;
    }

    private Piece piece(ShopTable table, int number) {
        Piece piece = pieces.get(table.label() + number);
        return piece == null ? new Piece(0, 0, Set.of(), 0) : piece;
    }

    /** Which piece a key belongs to is for the server to say. */
    private Map<String, Integer> piecesOfKeys(List<Message> messages) throws SQLException {
        Set<String> keys = new HashSet<>();
        for (Message message : messages) {
            ShopTable table = tables.get(message.table());
            if (table != null && message.op() != 't') {
                keys.add(key(table, message));
            }
        }
        Map<String, Integer> pieceOfKey = new HashMap<>();
        try (Connection connection = open();
                var statement =
                        connection.prepareStatement("SELECT key, abs(hashtext(key)) % ? FROM unnest(?) AS u(key)")) {
            statement.setInt(1, PIECES);
            statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pieceOfKey.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return pieceOfKey;
    }

    private static String key(ShopTable table, Message message) {
        Map<String, @Nullable String> row = message.after() == null ? message.before() : message.after();
        return table.columns().stream()
                .filter(ShopColumn::key)
                .map(column -> String.valueOf(row == null ? null : row.get(column.name())))
                .collect(Collectors.joining(", "));
    }

    private static Line line(ShopTable table, Message message, long ordinal, long tableOrdinal) {
        List<String> unchanged = new ArrayList<>();
        Map<String, @Nullable String> after = published(table, message.after(), unchanged);
        Map<String, @Nullable String> before = published(table, message.before(), new ArrayList<>());
        if (message.op() == 'u' && table.fullIdentity() && after != null && before != null) {
            unchanged.forEach(column -> after.put(column, before.get(column)));
            unchanged.clear();
        }
        return new Line(
                table,
                message.op(),
                before,
                after,
                unchanged,
                message.xid(),
                message.commitLsn(),
                ordinal,
                tableOrdinal,
                false);
    }

    private static @Nullable Map<String, @Nullable String> published(
            ShopTable table, @Nullable Map<String, @Nullable String> row, List<String> unchanged) {
        if (row == null) {
            return null;
        }
        Map<String, @Nullable String> published = new LinkedHashMap<>();
        row.forEach((name, text) -> {
            if (LogMessages.UNCHANGED.equals(text)) {
                unchanged.add(name);
            } else {
                published.put(name, published(table.columns().get(table.column(name)), text));
            }
        });
        return published;
    }

    /** What the session's settings do not do to a value by themselves. */
    private static @Nullable String published(ShopColumn column, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (column.type() == ColumnType.BOOLEAN) {
            return text.startsWith("t") ? "true" : "false";
        }
        if (column.type() == ColumnType.TIMETZ) {
            return shifted(text);
        }
        boolean rounded = column.type() == ColumnType.REAL && text.contains("e-");
        return rounded ? new BigDecimal(text).setScale(38, RoundingMode.HALF_UP).toString() : text;
    }

    private static String shifted(String text) {
        String offset = text.substring(text.length() - 6).contains(":") && text.lastIndexOf(':') > text.length() - 4
                ? ""
                : ":00";
        String time = (text + offset).replace("24:00:00", "00:00:00");
        OffsetTime shifted = OffsetTime.parse(time).withOffsetSameInstant(ZoneOffset.ofHours(8));
        String fraction = shifted.getNano() == 0
                ? ""
                : "." + "%06d".formatted(shifted.getNano() / 1000).replaceAll("0+$", "");
        return "%02d:%02d:%02d%s+08".formatted(shifted.getHour(), shifted.getMinute(), shifted.getSecond(), fraction);
    }

    private Connection open() throws SQLException {
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone TO '<+08>-08'");
            statement.execute("SET bytea_output TO 'hex'");
            statement.execute("SET extra_float_digits TO 1");
        }
        return connection;
    }
}
