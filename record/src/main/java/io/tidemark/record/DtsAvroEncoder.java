package io.tidemark.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes as Avro's binary form of the record that DTS publishes, without a header: {@code docs/record-dts-avro.md}
 * has its schema and describes every field.
 *
 * <p>What rows of a table or changes of a transaction have in common is worked out once, and values go from the row's bytes
 * into the record without a detour. It keeps state for speed only: not for use by two threads, and not serializable, so an
 * operator makes its own when it opens.
 */
public final class DtsAvroEncoder implements ChangeEncoder {

    /** The number of {@code PostgreSQL} among the symbols of {@code SourceType}. */
    private static final int POSTGRESQL = 3;

    private static final int FORMAT_VERSION = 0;
    private static final int NO_TAGS = 0;

    /** The branches of {@code fields} and of both images. */
    private static final int NOTHING = 0;

    private static final int TEXT = 1;
    private static final int ARRAY = 2;

    /** What happened, with its number among the symbols of {@code Operation}. */
    private enum Symbol {
        INSERT(0),
        UPDATE(1),
        DELETE(2),
        DDL(3),
        BEGIN(4),
        COMMIT(5),
        INIT(16);

        final int number;

        Symbol(int number) {
            this.number = number;
        }

        static Symbol of(Operation operation) {
            return switch (operation) {
                case READ -> INIT;
                case INSERT -> INSERT;
                case UPDATE -> UPDATE;
                case DELETE -> DELETE;
                case TRUNCATE -> DDL;
                case BEGIN -> BEGIN;
                case COMMIT -> COMMIT;
            };
        }
    }

    private final byte[] serverVersion;
    private final GrowingBytes position = new GrowingBytes();
    private final Forms<AvroForm> forms = new Forms<>(AvroForm::new);
    private final AvroTime time = new AvroTime();
    private @Nullable Transaction latest;
    private byte[] ofTransaction = {};

    /** @param serverVersion the source's, such as {@code 17.2}, published as {@code source.version} */
    public DtsAvroEncoder(String serverVersion) {
        this.serverVersion = serverVersion.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void put(Change change, GrowingBytes out) throws UnencodableValueException {
        if (change.operation().isBoundary()) {
            putBoundary(change, out);
            return;
        }
        AvroForm form = forms.of(change.table());
        putHead(Symbol.of(change.operation()), change.transaction(), change.ordinal(), out);
        out.put(form.objectName);
        out.putVarint(NOTHING); // processTimestamps
        if (change.operation() == Operation.TRUNCATE) {
            putStatement(form.truncate, out);
        } else {
            putRows(change, form, out);
        }
        out.putVarint(change.readMillis());
    }

    private void putBoundary(Change change, GrowingBytes out) {
        putHead(Symbol.of(change.operation()), change.transaction(), change.ordinal(), out);
        out.putVarint(NOTHING); // objectName
        out.putVarint(NOTHING); // processTimestamps
        out.putVarint(NO_TAGS);
        out.putVarint(NOTHING); // fields
        out.putVarint(NOTHING); // beforeImages
        out.putVarint(NOTHING); // afterImages
        out.putVarint(change.readMillis());
    }

    private void putHead(Symbol symbol, Transaction transaction, long ordinal, GrowingBytes out) {
        out.putVarint(FORMAT_VERSION);
        out.putVarint(ordinal); // id
        out.putVarint(Math.floorDiv(transaction.commitMicros(), 1_000_000L));
        position.clear();
        position.putPosition(transaction.commitLsn(), ordinal);
        out.putVarint(position.length());
        out.put(position);
        out.put(ofTransaction(transaction));
        out.putVarint(symbol.number);
    }

    @SuppressWarnings("ReferenceEquality") // all changes of a transaction share it
    private byte[] ofTransaction(Transaction transaction) {
        if (transaction != latest) {
            GrowingBytes part = new GrowingBytes();
            part.putString(new Position(transaction.commitLsn(), 0).toString()); // safeSourcePosition
            part.putString(transaction.xid() == 0 ? "" : Long.toString(transaction.xid()));
            part.putVarint(POSTGRESQL);
            part.putVarint(serverVersion.length);
            part.put(serverVersion);
            ofTransaction = part.toByteArray();
            latest = transaction;
        }
        return ofTransaction;
    }

    private static void putStatement(byte[] statement, GrowingBytes out) {
        out.putVarint(NO_TAGS);
        out.putVarint(NOTHING); // fields
        out.putVarint(NOTHING); // beforeImages
        out.putVarint(TEXT);
        out.putVarint(statement.length);
        out.put(statement);
    }

    private void putRows(Change change, AvroForm form, GrowingBytes out) throws UnencodableValueException {
        out.put(change.isWhole() ? form.tags : form.tagsOf(change));
        out.put(form.fields);
        putImage(change.before(), form, out);
        putImage(change.after(), form, out);
    }

    private void putImage(@Nullable Row row, AvroForm form, GrowingBytes out) throws UnencodableValueException {
        if (row == null) {
            out.putVarint(NOTHING);
            return;
        }
        form.requireFit(row);
        out.putVarint(ARRAY);
        if (row.size() > 0) {
            out.putVarint(row.size());
        }
        for (int column = 0; column < row.size(); column++) {
            putValue(row, column, form, out);
        }
        out.putVarint(0); // the array's end
    }

    private void putValue(Row row, int column, AvroForm form, GrowingBytes out) throws UnencodableValueException {
        int length = row.length(column);
        if (length < 0) {
            out.put(length == Row.NULL ? AvroColumn.NULL : AvroColumn.NONE);
            return;
        }
        String problem = form.column(column).put(out, row.bytes(), row.offset(column), length, time);
        if (problem != null) {
            throw new UnencodableValueException(form.table, form.table.columns().get(column), problem);
        }
    }
}
