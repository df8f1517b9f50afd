package io.tidemark.job.source;

import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Mark;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import io.tidemark.record.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Changes between operators that are not chained. In the job as it is drawn they all are, so this is there to be right, not to
 * be fast: each change carries its table's shape.
 */
public final class ChangeSerializer extends TypeSerializerSingleton<Change> {

    private static final long serialVersionUID = 1L;

    /** Counts up with the form. */
    private static final int VERSION = 2;

    @Override
    public void serialize(Change change, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(change.operation().code());
        write(change.table(), out);
        out.writeLong(change.transaction().xid());
        out.writeLong(change.transaction().commitLsn());
        out.writeLong(change.transaction().commitMicros());
        out.writeLong(change.ordinal());
        out.writeLong(change.tableOrdinal());
        out.writeBoolean(change.last());
        write(change.before(), out);
        write(change.after(), out);
        out.writeLong(change.readMillis());
    }

    private static void write(Table table, DataOutputView out) throws IOException {
        out.writeUTF(table.database());
        out.writeUTF(table.schema());
        out.writeUTF(table.name());
        out.writeInt(table.oid());
        out.writeInt(table.columns().size());
        for (Column column : table.columns()) {
            out.writeUTF(column.name());
            out.writeInt(column.typeOid());
            out.writeInt(column.typeModifier());
            out.writeBoolean(column.key());
            write(column.type(), out);
        }
    }

    private static void write(ValueType type, DataOutputView out) throws IOException {
        out.writeUTF(type.kind().name());
        out.writeInt(type.oid());
        out.writeChar(type.delimiter());
        out.writeInt(type.parts().size());
        for (ValueType part : type.parts()) {
            write(part, out);
        }
    }

    private static void write(@Nullable Row row, DataOutputView out) throws IOException {
        out.writeInt(row == null ? -1 : row.size());
        if (row == null) {
            return;
        }
        writeValues(row.whole(), out);
        out.writeBoolean(row.isWhole());
        if (!row.isWhole()) {
            writeMarks(row, out);
        }
    }

    private static void writeValues(Row row, DataOutputView out) throws IOException {
        for (int column = 0; column < row.size(); column++) {
            int length = row.length(column);
            out.writeInt(length);
            if (length > 0) {
                out.write(row.bytes(), row.offset(column), length);
            }
        }
    }

    private static void writeMarks(Row row, DataOutputView out) throws IOException {
        for (int column = 0; column < row.size(); column++) {
            Mark mark = row.mark(column);
            out.writeBoolean(mark != null);
            if (mark != null) {
                out.writeInt(row.length(column));
                out.writeUTF(mark.sha256());
                out.writeUTF(mark.path() == null ? "" : mark.path());
            }
        }
    }

    @Override
    public Change deserialize(DataInputView in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("a change of version %d was found, expected %d".formatted(version, VERSION));
        }
        return new Change(
                Operation.of((char) in.readByte()),
                readTable(in),
                new Transaction(in.readLong(), in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                readRow(in),
                readRow(in),
                in.readLong());
    }

    private static Table readTable(DataInputView in) throws IOException {
        String database = in.readUTF();
        String schema = in.readUTF();
        String name = in.readUTF();
        int oid = in.readInt();
        int count = in.readInt();
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(new Column(in.readUTF(), in.readInt(), in.readInt(), in.readBoolean(), readType(in)));
        }
        return new Table(database, schema, name, oid, columns);
    }

    private static ValueType readType(DataInputView in) throws IOException {
        ValueType.Kind kind = ValueType.Kind.valueOf(in.readUTF());
        int oid = in.readInt();
        char delimiter = in.readChar();
        int count = in.readInt();
        List<ValueType> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(readType(in));
        }
        return new ValueType(kind, oid, delimiter, parts);
    }

    private static @Nullable Row readRow(DataInputView in) throws IOException {
        int columns = in.readInt();
        if (columns < 0) {
            return null;
        }
        RowBuilder row = new RowBuilder(columns);
        for (int i = 0; i < columns; i++) {
            row.read(in);
        }
        return in.readBoolean() ? row.build() : readMarks(row.build(), in);
    }

    private static Row readMarks(Row whole, DataInputView in) throws IOException {
        Row row = whole;
        for (int column = 0; column < whole.size(); column++) {
            if (in.readBoolean()) {
                int length = in.readInt();
                String sha256 = in.readUTF();
                String path = in.readUTF();
                row = path.isEmpty() ? row.cut(column, length, sha256) : row.moved(column, path, sha256);
            }
        }
        return row;
    }

    @Override
    public Change deserialize(Change reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    /** The same one: changes are immutable. */
    @Override
    public Change copy(Change change) {
        return change;
    }

    @Override
    public Change copy(Change change, Change reuse) {
        return change;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** {@code null}, which Flink allows of an immutable type: there is no change to reuse. */
    @Override
    @SuppressWarnings("NullAway")
    public Change createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Change> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's own mark in checkpoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Change> {

        public Snapshot() {
            super(ChangeSerializer::new);
        }
    }
}
