package io.tidemark.job.source;

import static io.tidemark.job.source.LogMessages.UNCHANGED;
import static io.tidemark.job.source.LogMessages.begin;
import static io.tidemark.job.source.LogMessages.commit;
import static io.tidemark.job.source.LogMessages.delete;
import static io.tidemark.job.source.LogMessages.insert;
import static io.tidemark.job.source.LogMessages.message;
import static io.tidemark.job.source.LogMessages.origin;
import static io.tidemark.job.source.LogMessages.relation;
import static io.tidemark.job.source.LogMessages.truncate;
import static io.tidemark.job.source.LogMessages.type;
import static io.tidemark.job.source.LogMessages.update;
import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Column;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.ValueType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogDecoderTest {

    private final Heard heard = new Heard();
    private final SomeCatalogue catalogue = new SomeCatalogue();
    private final LogDecoder decoder = new LogDecoder("shop", catalogue, heard);

    @Test
    void tellsTransactionsFromTheirBeginToTheirEnd() {
        decode(begin(0x1_0000_0064L, 1_767_225_600_123_456L, 765), commit(0x1_0000_0064L, 0x1_0000_0090L, 9));

        assertThat(heard).containsExactly("begin 1/64 at 1767225600123456 of 765", "commit 1/90");
    }

    @Test
    void aTransactionIdHasNoSignAndATimeMayLieBefore2000() {
        decode(begin(100, 946_684_799_999_999L, 0xFFFF_FFFEL));

        assertThat(heard).containsExactly("begin 0/64 at 946684799999999 of 4294967294");
    }

    @Test
    void givesNewRowsWithNullsAndEmptyStrings() {
        decode(relation(ITEMS, 'd'), insert(ITEMS.oid(), "1", "", null), insert(ITEMS.oid(), "2", "naïve 🌊", "\t\\"));

        assertThat(heard).containsExactly("insert items [1,,null]", "insert items [2,naïve 🌊,\t\\]");
    }

    @Test
    void anUpdateThatLeavesTheKeyAloneHasNoOldRow() {
        decode(relation(ITEMS, 'd'), update(ITEMS.oid(), "1", "b", "c"));

        assertThat(heard).containsExactly("update items - -> [1,b,c]");
    }

    @Test
    void anUpdateThatChangesTheKeyHasTheOldKeyAndNothingElseOfTheOldRow() {
        decode(
                relation(ITEMS, 'd'),
                update(ITEMS.oid(), 'K', new @Nullable String[] {"1", null, null}, "2", null, "c"));

        assertThat(heard).containsExactly("update items [1,~,~] -> [2,null,c]");
    }

    @Test
    void underFullAnUpdateHasTheWholeOldRowItsNullsIncluded() {
        decode(relation(NOTES, 'f'), update(NOTES.oid(), 'O', new @Nullable String[] {"1", null, "c"}, "1", "b", "c"));

        assertThat(heard).containsExactly("update notes [1,null,c] -> [1,b,c]");
    }

    @Test
    void aValueThatWasLeftAloneOutOfLineStaysUnknownWithoutTheOldRow() {
        decode(relation(ITEMS, 'd'), update(ITEMS.oid(), "1", "b", UNCHANGED));

        assertThat(heard).containsExactly("update items - -> [1,b,~]");
    }

    @Test
    void aValueThatWasLeftAloneOutOfLineComesFromTheOldRowWhereThatHasIt() {
        decode(
                relation(NOTES, 'f'),
                update(NOTES.oid(), 'O', new @Nullable String[] {"1", "a", "long"}, "1", "b", UNCHANGED));

        assertThat(heard).containsExactly("update notes [1,a,long] -> [1,b,long]");
    }

    @Test
    void aValueThatWasLeftAloneOutOfLineStaysUnknownIfOnlyTheOldKeyIsThere() {
        decode(
                relation(ITEMS, 'd'),
                update(ITEMS.oid(), 'K', new @Nullable String[] {"1", null, null}, "2", "b", UNCHANGED));

        assertThat(heard).containsExactly("update items [1,~,~] -> [2,b,~]");
    }

    @Test
    void aDeletedRowIsWholeUnderFullAndItsKeyElsewhere() {
        decode(
                relation(ITEMS, 'd'),
                relation(NOTES, 'f'),
                delete(ITEMS.oid(), 'K', "1", null, null),
                delete(NOTES.oid(), 'O', "1", null, "c"));

        assertThat(heard).containsExactly("delete items [1,~,~]", "delete notes [1,null,c]");
    }

    @Test
    void aTruncateNamesItsTablesInOrder() {
        decode(relation(ITEMS, 'd'), relation(NOTES, 'f'), truncate(NOTES.oid(), ITEMS.oid()));

        assertThat(heard).containsExactly("truncate [notes, items]");
    }

    @Test
    void passesOverWhereAChangeWasFirstMadeAndOverTypes() {
        decode(origin(), type());

        assertThat(heard).isEmpty();
    }

    @Test
    void givesTheShapeThatTheLogDescribes() {
        Table odd = new Table(
                "shop",
                "we\"ird",
                "täble",
                0xFFFF_FFF0,
                List.of(new Column("", 1700, 655_366, false), new Column("ü", 20, -1, true)));
        decode(relation(odd, 'i'), insert(odd.oid(), "9.90", "1"));

        assertThat(heard.tables).containsExactly(odd);
        assertThat(catalogue.keysAsked).isEmpty();
    }

    @Test
    void anEmptySchemaIsTheCatalogues() {
        decode(relation(new Table("shop", "", "pg_x", 9, List.of()), 'd'), insert(9));

        assertThat(heard.tables).containsExactly(new Table("shop", "pg_catalog", "pg_x", 9, List.of()));
    }

    @Test
    void underFullTheKeyIsTheCataloguesAsTheLogMarksEveryColumn() {
        decode(relation(NOTES, 'f'), insert(NOTES.oid(), "1", "a", "b"));

        assertThat(heard.tables).containsExactly(NOTES);
        assertThat(catalogue.keysAsked).containsExactly(NOTES.oid());
    }

    @Test
    void whatTypesAreMadeUpOfIsTheCatalogues() {
        ValueType array = new ValueType(ValueType.Kind.ARRAY, SomeTables.TEXT, ',', List.of(ValueType.scalar(701)));
        catalogue.known.put(SomeTables.TEXT, array);
        decode(relation(ITEMS, 'd'), insert(ITEMS.oid(), "1", "a", "b"));

        assertThat(heard.tables.get(0).columns())
                .extracting(Column::type)
                .containsExactly(ValueType.scalar(SomeTables.INT4), array, array);
    }

    @Test
    void aTableThatIsAlteredIsAnotherShapeFromThenOn() {
        Table wider = SomeTables.table("items", ITEMS.oid(), "id", "note", "doc", "more");
        decode(
                relation(ITEMS, 'd'),
                insert(ITEMS.oid(), "1", "a", "b"),
                relation(wider, 'd'),
                insert(ITEMS.oid(), "2", "a", "b", "c"));

        assertThat(heard.tables).containsExactly(ITEMS, wider);
    }

    @Test
    void changesOfOneDescriptionShareOneShape() {
        decode(
                relation(ITEMS, 'd'),
                insert(ITEMS.oid(), "1", "", ""),
                relation(NOTES, 'd'),
                insert(NOTES.oid(), "1", "", ""),
                insert(ITEMS.oid(), "2", "", ""));

        assertThat(heard.tables.get(2)).isSameAs(heard.tables.get(0));
    }

    @Test
    void refusesAMessageThatTheProtocolDoesNotKnow() {
        assertThatThrownBy(() -> decode(message('S')))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log has a message of type 'S', which protocol version 1 does not know");
    }

    @Test
    void refusesAChangeOfATableThatWasNotDescribed() {
        assertThatThrownBy(() -> decode(relation(NOTES, 'd'), insert(ITEMS.oid(), "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log has a change of table 16400 before it described that table");
    }

    @Test
    void refusesAValueOfAKindThatWasNotAskedFor() {
        ByteBuffer binary = insert(ITEMS.oid(), "1");
        binary.put(binary.limit() - 6, (byte) 'b');

        assertThatThrownBy(() -> decode(relation(ITEMS, 'd'), binary))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log has a value of kind 'b', expected t, n or u");
    }

    @Test
    void refusesARowOfAnotherKindThanTheMessageHas() {
        ByteBuffer withOld = insert(ITEMS.oid(), "1");
        withOld.put(5, (byte) 'O');

        assertThatThrownBy(() -> decode(relation(ITEMS, 'd'), withOld))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the log has a row of kind 'O', expected 'N'");
    }

    private void decode(ByteBuffer... messages) {
        for (ByteBuffer message : messages) {
            decoder.decode(message);
        }
    }

    /** What the handler was told, a line each. */
    private static final class Heard extends ArrayList<String> implements LogHandler {

        private static final long serialVersionUID = 1L;

        private final transient List<Table> tables = new ArrayList<>();

        @Override
        public void begin(long commitLsn, long commitMicros, long xid) {
            add("begin %s at %d of %d".formatted(io.tidemark.record.Lsn.format(commitLsn), commitMicros, xid));
        }

        @Override
        public void commit(long endLsn) {
            add("commit " + io.tidemark.record.Lsn.format(endLsn));
        }

        @Override
        public void insert(Relation relation, Row after) {
            tables.add(relation.table());
            add("insert %s %s".formatted(relation.table().name(), LogReader.row(after)));
        }

        @Override
        public void update(Relation relation, @Nullable Row before, Row after) {
            add("update %s %s -> %s".formatted(relation.table().name(), LogReader.row(before), LogReader.row(after)));
        }

        @Override
        public void delete(Relation relation, Row before) {
            add("delete %s %s".formatted(relation.table().name(), LogReader.row(before)));
        }

        @Override
        public void truncate(List<Relation> relations) {
            add("truncate "
                    + relations.stream()
                            .map(relation -> relation.table().name())
                            .toList());
        }
    }
}
