package io.tidemark.embedded.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A second, small reader of pgoutput's messages (PostgreSQL manual, "Logical Replication Message Formats"), independent of
 * the job's: so that the checker can be tried on a real server without the job.
 */
final class LogMessages {

    /** A column's text where an UPDATE left a value alone that is stored out of line. */
    static final String UNCHANGED = "\0unchanged";

    /** One row change; rows are texts by column. For TRUNCATE both rows are null. */
    record Message(
            char op,
            String table,
            long lsn,
            long commitLsn,
            long xid,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after) {}

    private record Relation(String name, List<String> columns, List<Boolean> key) {}

    private final Map<Integer, Relation> relations = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private long commitLsn;
    private long xid;

    List<Message> messages() {
        return messages;
    }

    void read(long lsn, byte[] bytes) {
        ByteBuffer message = ByteBuffer.wrap(bytes);
        switch (message.get()) {
            case 'B' -> {
                commitLsn = message.getLong();
                message.getLong();
                xid = message.getInt() & 0xFFFFFFFFL;
            }
            case 'R' -> relation(message);
            case 'I' -> {
                Relation relation = relationOf(message);
                message.get();
                add('c', relation, lsn, null, tuple(message, relation, false));
            }
            case 'U' -> update(lsn, message);
            case 'D' -> {
                Relation relation = relationOf(message);
                boolean keyOnly = message.get() == 'K';
                add('d', relation, lsn, tuple(message, relation, keyOnly), null);
            }
            case 'T' -> {
                int count = message.getInt();
                message.get();
                for (int i = 0; i < count; i++) {
                    add('t', relationOf(message), lsn, null, null);
                }
            }
            default -> {
                // commits, types and origins say nothing that is needed here
            }
        }
    }

    private void update(long lsn, ByteBuffer message) {
        Relation relation = relationOf(message);
        byte kind = message.get();
        Map<String, @Nullable String> before = null;
        if (kind != 'N') {
            before = tuple(message, relation, kind == 'K');
            message.get();
        }
        Map<String, @Nullable String> after = tuple(message, relation, false);
        if (before != null && !key(relation, before).equals(key(relation, after))) {
            Map<String, @Nullable String> old = before;
            // under FULL identity a value that is not in the new row is in the old one
            after.replaceAll(
                    (column, text) -> UNCHANGED.equals(text) && old.containsKey(column) ? old.get(column) : text);
            add('d', relation, lsn, before, null);
            add('c', relation, lsn, null, after);
            return;
        }
        add('u', relation, lsn, before, after);
    }

    private void add(
            char op,
            Relation relation,
            long lsn,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after) {
        messages.add(new Message(op, relation.name(), lsn, commitLsn, xid, before, after));
    }

    private void relation(ByteBuffer message) {
        int oid = message.getInt();
        String name = string(message) + '.' + string(message);
        message.get();
        List<String> columns = new ArrayList<>();
        List<Boolean> key = new ArrayList<>();
        for (int i = message.getShort(); i > 0; i--) {
            key.add(message.get() == 1);
            columns.add(string(message));
            message.getLong();
        }
        relations.put(oid, new Relation(name, columns, key));
    }

    private Relation relationOf(ByteBuffer message) {
        Relation relation = relations.get(message.getInt());
        if (relation == null) {
            throw new IllegalStateException("pgoutput sends a Relation before the first change of a table");
        }
        return relation;
    }

    private static List<@Nullable String> key(Relation relation, Map<String, @Nullable String> row) {
        // under FULL identity every column counts as key: the first ones are the tables' keys in the workload
        List<@Nullable String> key = new ArrayList<>();
        boolean full = !relation.key().contains(false);
        for (int i = 0; i < relation.columns().size(); i++) {
            if (full ? i == 0 : relation.key().get(i)) {
                key.add(row.get(relation.columns().get(i)));
            }
        }
        return key;
    }

    private static Map<String, @Nullable String> tuple(ByteBuffer message, Relation relation, boolean keyOnly) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        int count = message.getShort();
        for (int i = 0; i < count; i++) {
            byte kind = message.get();
            String text = kind == 'n' ? null : kind == 'u' ? UNCHANGED : text(message);
            if (!keyOnly || relation.key().get(i)) {
                row.put(relation.columns().get(i), text);
            }
        }
        return row;
    }

    private static String text(ByteBuffer message) {
        byte[] bytes = new byte[message.getInt()];
        message.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String string(ByteBuffer message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte next = message.get(); next != 0; next = message.get()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
