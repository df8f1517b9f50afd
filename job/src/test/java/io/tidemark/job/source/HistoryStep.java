package io.tidemark.job.source;

import static io.tidemark.job.source.LogMessages.UNCHANGED;
import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;

import io.tidemark.record.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a {@link History}.
 *
 * @param notes whether it is about notes, else about items
 * @param newKey for MOVE the key that the row gets
 * @param toast whether an update leaves the long value alone
 */
record HistoryStep(Kind kind, boolean notes, int key, int newKey, boolean toast) {

    enum Kind {
        INSERT,
        UPDATE,
        MOVE,
        DELETE,
        TRUNCATE,
        TRUNCATE_BOTH,
        ALTER
    }

    private static final String LONG = "long";

    /** Adds what the log says of it. */
    void write(HistoryTables tables, String value, List<ByteBuffer> log, boolean sent) {
        Table table = HistoryTables.of(notes);
        if (kind == Kind.ALTER) {
            tables.alter(table);
            return;
        }
        (kind == Kind.TRUNCATE_BOTH ? Stream.of(ITEMS, NOTES) : Stream.of(table)).forEach(changed -> {
            if (sent && tables.describe(changed)) {
                log.add(LogMessages.relation(tables.shape(changed), HistoryTables.replicaIdentity(changed)));
            }
        });
        log.add(message(tables.shape(table), value));
    }

    private ByteBuffer message(Table shape, String value) {
        int oid = shape.oid();
        return switch (kind) {
            case INSERT -> LogMessages.insert(oid, row(shape, key, value, LONG));
            case UPDATE, MOVE -> {
                @Nullable String[] after = row(shape, keyAfter(), value, toast ? UNCHANGED : LONG);
                yield notes || keyAfter() != key
                        ? LogMessages.update(oid, notes ? 'O' : 'K', sentOld(shape), after)
                        : LogMessages.update(oid, after);
            }
            case DELETE -> LogMessages.delete(oid, notes ? 'O' : 'K', sentOld(shape));
            case TRUNCATE -> LogMessages.truncate(oid);
            case TRUNCATE_BOTH -> LogMessages.truncate(NOTES.oid(), ITEMS.oid());
            case ALTER -> throw new IllegalStateException("the log says nothing of it by itself");
        };
    }

    private int keyAfter() {
        return kind == Kind.MOVE ? newKey : key;
    }

    private @Nullable String[] sentOld(Table shape) {
        return notes ? row(shape, key, "old", LONG) : row(shape, key, null, null);
    }

    private static @Nullable String[] row(Table shape, int key, @Nullable String note, @Nullable String doc) {
        @Nullable String[] row = new @Nullable String[shape.columns().size()];
        row[0] = String.valueOf(key);
        row[1] = note;
        row[2] = doc;
        return row;
    }

    /** The lines of what must be delivered of it. */
    List<String> delivered(History history, HistoryTables tables, String value) {
        Table table = HistoryTables.of(notes);
        Table shape = tables.shape(table);
        String doc = toast && !notes ? "~" : LONG;
        return switch (kind) {
            case INSERT -> change(history, tables, key, "c - -> " + line(shape, key, value, LONG));
            case UPDATE -> change(history, tables, key, "u " + updated(shape) + " -> " + line(shape, key, value, doc));
            case DELETE -> change(history, tables, key, "d " + old(shape) + " -> -");
            case MOVE -> {
                if (newKey == key) {
                    yield change(history, tables, key, "u " + updated(shape) + " -> " + line(shape, key, value, doc));
                }
                List<String> both = new ArrayList<>(change(history, tables, key, "d " + old(shape) + " -> -"));
                both.addAll(change(history, tables, newKey, "c - -> " + line(shape, newKey, value, doc)));
                yield both;
            }
            case TRUNCATE -> truncated(history, tables, table);
            case TRUNCATE_BOTH -> {
                List<String> both = new ArrayList<>(truncated(history, tables, NOTES));
                both.addAll(truncated(history, tables, ITEMS));
                yield both;
            }
            case ALTER -> {
                tables.alter(table);
                yield List.of();
            }
        };
    }

    private List<String> change(History history, HistoryTables tables, int at, String text) {
        Table table = HistoryTables.of(notes);
        String head = tables.count(table);
        boolean held = tables.fenced(table) && history.seen(table, History.chunk(at), tables.transaction());
        return held ? List.of() : List.of(head + " " + text);
    }

    private static List<String> truncated(History history, HistoryTables tables, Table table) {
        String head = tables.count(table);
        boolean fenced = tables.fenced(table);
        if (fenced && Stream.of(0, 1, 2).allMatch(chunk -> history.seen(table, chunk, tables.transaction()))) {
            return List.of();
        }
        tables.truncated(table);
        return List.of(head + " t - -> -");
    }

    /** The old row of an update that leaves the key alone. */
    private String updated(Table shape) {
        return notes ? old(shape) : "-";
    }

    private String old(Table shape) {
        return notes
                ? line(shape, key, "old", LONG)
                : "[" + key + ",~".repeat(shape.columns().size() - 1) + "]";
    }

    private static String line(Table shape, int key, String note, String doc) {
        return "[%d,%s,%s%s]"
                .formatted(key, note, doc, ",null".repeat(shape.columns().size() - 3));
    }
}
