package io.tidemark.job.guard;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static io.tidemark.job.SomeChanges.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Table PAIRS = new Table(
            "shop",
            "we\"ird",
            "täble",
            7,
            List.of(new Column("a", 25, -1, true), new Column("b", 25, -1, true), new Column("c\n", 25, -1, false)));

    @Test
    void saysWhichChangeAndWhyAndHoldsTheRow() {
        Change change = change(
                Operation.UPDATE,
                ORDERS,
                Row.of("41", "1", "2", null, null, "old"),
                without(Row.of("42", "1.5", "2", null, "", "x"), 5));

        assertThat(line(change, "note", "a \"reason\"")).isEqualTo("""
                        {"schema":"public","table":"orders","op":"u","position":"0/1A2B3C4D#17","txId":765,\
                        "ts_ms":1767225605000,"column":"note","size":13,"reason":"a \\"reason\\"","key":{"id":"42"},\
                        "before":{"id":"NDE=","weight":"MQ==","price":"Mg==","placed_at":null,"opens":null,"note":"b2xk"},\
                        "after":{"id":"NDI=","weight":"MS41","price":"Mg==","placed_at":null,"opens":""}}
                        """);
    }

    @Test
    void namesTheFilesOfValuesThatItDoesNotHold() {
        Row row = Row.of("one", "zwei ü", "large").moved(2, "values/0001-42/ab", "ab");

        assertThat(line(change(Operation.DELETE, PAIRS, row, null), null, "too large"))
                .isEqualTo("""
                        {"schema":"we\\"ird","table":"täble","op":"d","position":"0/1A2B3C4D#17","txId":765,\
                        "ts_ms":1767225605000,"column":null,"size":10,"reason":"too large",\
                        "key":{"a":"one","b":"zwei ü"},"before":{"a":"b25l","b":"endlaSDDvA=="},"after":null,\
                        "claimed":[{"image":"before","column":"c\\n","path":"values/0001-42/ab","bytes":5,"sha256":"ab"}]}
                        """);
    }

    @Test
    void aRowOfTheSnapshotHasNoTransaction() {
        Change read = new Change(
                Operation.READ, PAIRS, new Transaction(0, 0x10, 5_000), 0, 0, false, null, Row.of("1", "2", "3"), 9);

        assertThat(line(read, "c\n", "r")).isEqualTo("""
                        {"schema":"we\\"ird","table":"täble","op":"r","position":"0/10#0","txId":0,\
                        "ts_ms":5,"column":"c\\n","size":3,"reason":"r","key":{"a":"1","b":"2"},\
                        "before":null,"after":{"a":"MQ==","b":"Mg==","c\\n":"Mw=="}}
                        """);
    }

    @Test
    void theLargestColumnIsThatOfBothImagesTogether() {
        Row small = Row.of("1", "22", "3");
        Row large = Row.of("1", null, "333");

        assertThat(DeadLetter.largestColumn(insert(PAIRS, small))).isEqualTo("b");
        assertThat(DeadLetter.largestColumn(change(Operation.UPDATE, PAIRS, small, large)))
                .isEqualTo("c\n");
        assertThat(DeadLetter.largestColumn(change(Operation.UPDATE, PAIRS, null, without(large, 2))))
                .isEqualTo("a");
    }

    private static String line(Change change, @Nullable String column, String reason) {
        return new String(DeadLetter.line(change, column, reason), UTF_8);
    }
}
