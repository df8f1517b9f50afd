package io.tidemark.job.source;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.SomeChanges;
import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import io.tidemark.record.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that Flink asks of a serializer, and what we ask of ours. */
class ChangeSerializerTest extends SerializerTestBase<Change> {

    private static final Row ROW = Row.of("42", "1.5", "NaN", "2024-01-01 00:00:00+00", null, "naïve 🌊 \"\\\n");
    private static final Row EMPTY = Row.of("", "", "", "", "", "");

    ChangeSerializerTest() {
        super(new DeeplyEqualsChecker()
                .withCustomCheck(
                        (one, other) -> one instanceof Row && other instanceof Row,
                        (one, other, checker) -> describe((Row) one).equals(describe((Row) other)))
                .withCustomCheck(
                        (one, other) -> one instanceof Change && other instanceof Change,
                        (one, other, checker) -> sameChange((Change) one, (Change) other)));
    }

    private static boolean sameChange(Change one, Change other) {
        return one.operation() == other.operation()
                && one.table().equals(other.table())
                && one.transaction().equals(other.transaction())
                && one.position().equals(other.position())
                && one.tableOrdinal() == other.tableOrdinal()
                && one.last() == other.last()
                && (one.before() == null) == (other.before() == null)
                && describe(one.before()).equals(describe(other.before()))
                && (one.after() == null) == (other.after() == null)
                && describe(one.after()).equals(describe(other.after()))
                && one.readMillis() == other.readMillis();
    }

    /** The values as they are to be shown, as they were, and what tells the one from the other. */
    private static List<List<String>> describe(@Nullable Row row) {
        List<String> marks = new ArrayList<>();
        for (int i = 0; row != null && i < row.size(); i++) {
            marks.add(String.valueOf(row.mark(i)));
        }
        return List.of(SomeChanges.texts(row), SomeChanges.texts(row == null ? null : row.whole()), marks);
    }

    @Override
    protected Change[] getTestData() {
        Row onlyKey = without(without(without(without(without(ROW, 1), 2), 3), 4), 5);
        Table odd = new Table("sh\"op", "", "täble.\n", -1, List.of(new Column("", 0xFFFF_FFFE, 655_366, false)));
        Table nested =
                new Table("shop", "public", "nested", 2, List.of(new Column("", 16_500, -1, false, nestedType())));
        Table none = new Table("shop", "public", "none", 1, List.of());
        Transaction far = new Transaction(0xFFFF_FFFFL, -1, Long.MIN_VALUE);
        return new Change[] {
            new Change(Operation.READ, ORDERS, new Transaction(0, 0x64, 7), 0, 0, false, null, ROW, 1_767_225_605_250L),
            change(Operation.INSERT, ORDERS, null, ROW),
            change(Operation.UPDATE, ORDERS, null, without(ROW, 5)),
            change(Operation.UPDATE, ORDERS, ROW, EMPTY),
            change(Operation.UPDATE, ORDERS, onlyKey, without(EMPTY, 5)),
            change(Operation.DELETE, ORDERS, onlyKey, null),
            change(Operation.DELETE, ORDERS, ROW, null),
            change(Operation.TRUNCATE, ORDERS, null, null).asLast(),
            new Change(
                    Operation.INSERT,
                    odd,
                    far,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    true,
                    null,
                    Row.of("x".repeat(100_000)),
                    -1),
            change(Operation.INSERT, nested, null, Row.of("()")),
            change(Operation.INSERT, none, null, Row.of()),
            change(
                    Operation.UPDATE,
                    ORDERS,
                    ROW.moved(5, "values/aa", "aa"),
                    ROW.cut(5, 5, "aa").cut(1, 0, "bb"))
        };
    }

    private static ValueType nestedType() {
        ValueType box = ValueType.scalar(603);
        ValueType boxes = new ValueType(ValueType.Kind.ARRAY, 1020, ';', List.of(box));
        ValueType range = new ValueType(ValueType.Kind.RANGE, 16_501, ',', List.of(box));
        ValueType multirange = new ValueType(ValueType.Kind.MULTIRANGE, 0xFFFF_FFFE, ',', List.of(box));
        return new ValueType(ValueType.Kind.COMPOSITE, 16_500, ',', List.of(boxes, range, multirange));
    }

    @Test
    void keepsNothingOfTheArrayThatARowLiesIn() throws IOException {
        byte[] packet = new byte[1_000_000];
        packet[500_000] = '7';
        Row row = new Row(packet, new int[] {500_000, 1});
        Table table = new Table("shop", "public", "t", 1, List.of(new Column("a", 23, -1, true)));

        Change back = through(change(Operation.INSERT, table, null, row));

        assertThat(SomeChanges.texts(back.after())).containsExactly("7");
        assertThat(java.util.Objects.requireNonNull(back.after()).bytes().length)
                .isLessThan(1_000);
    }

    @Test
    void refusesAFormThatItDoesNotKnow() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new ChangeSerializer().serialize(change(Operation.INSERT, ORDERS, null, ROW), out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[0] = 3;

        assertThatThrownBy(() -> new ChangeSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("a change of version 3 was found, expected 2");
    }

    @Test
    @SuppressWarnings("deprecation") // Flink has both until its version 2
    void theTypeIsNotAGenericOne() {
        ChangeTypeInfo type = new ChangeTypeInfo();

        assertThat(type).isNotInstanceOf(GenericTypeInfo.class).isEqualTo(new ChangeTypeInfo());
        assertThat(type.createSerializer(new SerializerConfigImpl())).isInstanceOf(ChangeSerializer.class);
        assertThat(type.createSerializer(new ExecutionConfig())).isInstanceOf(ChangeSerializer.class);
        assertThat(type.getTypeClass()).isEqualTo(Change.class);
    }

    private static Change through(Change change) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new ChangeSerializer().serialize(change, out);
        return new ChangeSerializer().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    /** Changes are immutable, so none is made to be filled. */
    @Override
    protected boolean allowNullInstances(TypeSerializer<Change> serializer) {
        return true;
    }

    @Override
    protected TypeSerializer<Change> createSerializer() {
        return new ChangeSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Change> getTypeClass() {
        return Change.class;
    }
}
