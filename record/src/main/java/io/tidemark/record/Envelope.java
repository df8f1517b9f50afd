package io.tidemark.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plain members of a record's envelope by their paths, and the change that they describe. */
final class Envelope {

    private final Map<String, String> members = new HashMap<>();

    void put(String path, String value) {
        members.put(path, value);
    }

    PublishedChange change(@Nullable PublishedRow before, @Nullable PublishedRow after, List<String> unchanged)
            throws UnreadableRecordException {
        requireVersion();
        Operation operation = operation();
        requireImages(operation, before, after);
        return new PublishedChange(
                operation,
                text("source.name"),
                text("source.db"),
                text("source.schema"),
                text("source.table"),
                before,
                after,
                unchanged,
                position(),
                flag("source.snapshot"),
                number("source.ts_ms"),
                number("ts_ms"),
                operation == Operation.READ ? null : transaction());
    }

    private void requireVersion() throws UnreadableRecordException {
        String version = text("source.version");
        if (!version.equals(JsonEncoder.VERSION)) {
            throw new UnreadableRecordException("source.version is '" + version + "'");
        }
    }

    private Operation operation() throws UnreadableRecordException {
        String op = text("op");
        if (op.length() != 1 || "rcudt".indexOf(op.charAt(0)) < 0) {
            throw new UnreadableRecordException("op must be one of r, c, u, d, t, but was '" + op + "'");
        }
        return Operation.of(op.charAt(0));
    }

    private static void requireImages(Operation operation, @Nullable PublishedRow before, @Nullable PublishedRow after)
            throws UnreadableRecordException {
        String missing =
                switch (operation) {
                    case READ, INSERT, UPDATE -> after == null ? "after" : null;
                    case DELETE -> before == null ? "before" : null;
                    case TRUNCATE, BEGIN, COMMIT -> null;
                };
        if (missing != null) {
            throw new UnreadableRecordException(missing + " is missing, op being '" + operation.code() + "'");
        }
    }

    private PublishedTransaction transaction() throws UnreadableRecordException {
        return new PublishedTransaction(
                text("transaction.id"),
                number("transaction.total_order"),
                number("transaction.data_collection_order"),
                flag("transaction.last"));
    }

    private Position position() throws UnreadableRecordException {
        String text = text("source.position");
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("source.position: " + e.getMessage());
        }
    }

    private long number(String path) throws UnreadableRecordException {
        String text = text(path);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException(path + " must be a whole number, but was '" + text + "'");
        }
    }

    private boolean flag(String path) throws UnreadableRecordException {
        String text = text(path);
        if (!text.equals("true") && !text.equals("false")) {
            throw new UnreadableRecordException(path + " must be true or false, but was '" + text + "'");
        }
        return text.equals("true");
    }

    private String text(String path) throws UnreadableRecordException {
        String text = members.get(path);
        if (text == null) {
            throw new UnreadableRecordException(path + " is missing");
        }
        return text;
    }
}
