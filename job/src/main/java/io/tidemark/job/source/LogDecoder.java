package io.tidemark.job.source;

import io.tidemark.record.Column;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes pgoutput's messages, protocol version 1 (PostgreSQL manual, "Logical Replication Message Formats"). Rows keep the
 * message's own array; nothing is copied or parsed.
 */
final class LogDecoder {

    /** 2000-01-01 UTC, from which PostgreSQL counts, in microseconds since 1970-01-01 UTC. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private static final char REPLICA_IDENTITY_FULL = 'f';

    private final String database;
    private final LogCatalogue catalogue;
    private final LogHandler handler;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private int lastOid;
    private @Nullable Relation last;

    LogDecoder(String database, LogCatalogue catalogue, LogHandler handler) {
        this.database = database;
        this.catalogue = catalogue;
        this.handler = handler;
    }

    /** @param message one message, backed by an array that belongs to its rows from then on */
    void decode(ByteBuffer message) {
        char type = (char) message.get();
        switch (type) {
            case 'I' -> insert(message);
            case 'U' -> update(message);
            case 'D' -> delete(message);
            case 'B' -> begin(message);
            case 'C' -> commit(message);
            case 'R' -> relation(message);
            case 'T' -> truncate(message);
            case 'O', 'Y' -> {} // where a change was first made, and the name of a type: neither says what changed
            default ->
                throw new IllegalStateException(
                        "the log has a message of type '%s', which protocol version 1 does not know".formatted(type));
        }
    }

    private void begin(ByteBuffer message) {
        long commitLsn = message.getLong();
        long commitMicros = message.getLong() + POSTGRES_EPOCH_MICROS;
        handler.begin(commitLsn, commitMicros, Integer.toUnsignedLong(message.getInt()));
    }

    private void commit(ByteBuffer message) {
        message.get(); // flags, unused
        message.getLong(); // the commit LSN, known from Begin
        handler.commit(message.getLong());
    }

    private void insert(ByteBuffer message) {
        Relation relation = relation(message.getInt());
        expect(message, 'N');
        handler.insert(relation, tuple(message, false));
    }

    private void update(ByteBuffer message) {
        Relation relation = relation(message.getInt());
        char kind = (char) message.get();
        Row old = null;
        if (kind == 'K' || kind == 'O') {
            old = tuple(message, kind == 'K');
            expect(message, 'N');
        }
        Row after = tuple(message, false);
        if (old != null) {
            after = after.completedBy(old);
        }
        handler.update(relation, old, after);
    }

    private void delete(ByteBuffer message) {
        Relation relation = relation(message.getInt());
        boolean keyOnly = (char) message.get() == 'K';
        handler.delete(relation, tuple(message, keyOnly));
    }

    private void truncate(ByteBuffer message) {
        int count = message.getInt();
        message.get(); // CASCADE and RESTART IDENTITY: what they reached is in the list
        List<Relation> truncated = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            truncated.add(relation(message.getInt()));
        }
        handler.truncate(truncated);
    }

    private void relation(ByteBuffer message) {
        int oid = message.getInt();
        String schema = string(message);
        String name = string(message);
        boolean full = (char) message.get() == REPLICA_IDENTITY_FULL;
        Set<String> keyOfFull = full ? catalogue.key(oid) : Set.of();
        int count = Short.toUnsignedInt(message.getShort());
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean marked = (message.get() & 1) != 0;
            String column = string(message);
            boolean key = full ? keyOfFull.contains(column) : marked;
            columns.add(new Column(column, message.getInt(), message.getInt(), key));
        }
        Table table = new Table(database, schema.isEmpty() ? "pg_catalog" : schema, name, oid, described(columns));
        relations.put(oid, new Relation(table, relations.get(oid)));
        last = null;
    }

    /** The columns with what their types are made up of, which the log does not say. */
    private List<Column> described(List<Column> columns) {
        Map<Integer, ValueType> types =
                catalogue.types(columns.stream().map(Column::typeOid).toList());
        return columns.stream()
                .map(column -> column.withType(types.getOrDefault(column.typeOid(), column.type())))
                .toList();
    }

    private Relation relation(int oid) {
        Relation relation = last;
        if (relation == null || oid != lastOid) {
            relation = relations.get(oid);
            if (relation == null) {
                throw new IllegalStateException(
                        "the log has a change of table " + oid + " before it described that table");
            }
            lastOid = oid;
            last = relation;
        }
        return relation;
    }

    /** @param keyOnly whether NULL stands for a column that is not part of the key and was not sent */
    private static Row tuple(ByteBuffer message, boolean keyOnly) {
        int count = Short.toUnsignedInt(message.getShort());
        int[] bounds = new int[2 * count];
        for (int i = 0; i < bounds.length; i += 2) {
            char kind = (char) message.get();
            switch (kind) {
                case 't' -> {
                    int length = message.getInt();
                    bounds[i] = message.arrayOffset() + message.position();
                    bounds[i + 1] = length;
                    message.position(message.position() + length);
                }
                case 'n' -> bounds[i + 1] = keyOnly ? Row.UNCHANGED : Row.NULL;
                case 'u' -> bounds[i + 1] = Row.UNCHANGED;
                default ->
                    throw new IllegalStateException(
                            "the log has a value of kind '%s', expected t, n or u".formatted(kind));
            }
        }
        return new Row(message.array(), bounds);
    }

    private static void expect(ByteBuffer message, char expected) {
        char kind = (char) message.get();
        if (kind != expected) {
            throw new IllegalStateException("the log has a row of kind '%s', expected '%s'".formatted(kind, expected));
        }
    }

    private static String string(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // up to the zero byte
        }
        int length = message.position() - start - 1;
        return new String(message.array(), message.arrayOffset() + start, length, StandardCharsets.UTF_8);
    }
}
