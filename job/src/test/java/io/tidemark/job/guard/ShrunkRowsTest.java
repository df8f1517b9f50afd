package io.tidemark.job.guard;

import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static io.tidemark.job.SomeChanges.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.job.OneStage;
import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.Mark;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.task.Guard;
import io.tidemark.task.Guard.Oversized;
import io.tidemark.task.Sink;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows over a limit of 20 bytes go on without all of their values, by both policies. */
class ShrunkRowsTest {

    private static final Guard TRUNCATE = new Guard(20, 200, Oversized.TRUNCATE);
    private static final Guard CLAIM_CHECK = new Guard(20, 200, Oversized.CLAIM_CHECK);

    private static final int TEXT = 25;

    @ParameterizedTest(name = "type {0}: {1} becomes {2}")
    @CsvSource({
        "25, abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqr", // with a key of two bytes
        "1043, abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqr",
        "1042, abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqr",
        "17, '\\x00112233445566778899aabbcc', '\\x0011223344556677'",
        "17, '\\x00112233445566778899', '\\x0011223344556677'",
        "25, äöüäöüäöüäöü, äöüäöüäöü", // two bytes each: the limit is between two of them
        "25, xäöüäöüäöüäöü, xäöüäöüäö", // and here within one
        "25, aaaaaaaaaaaaaaa🌊b, aaaaaaaaaaaaaaa", // four bytes, of which three would fit
    })
    void aValueIsCutToTheLargestBeginningThatFits(int type, String value, String beginning) throws Exception {
        Row after = after(passed(TRUNCATE, insert(table(type), Row.of("42", value))));

        assertThat(texts(after)).containsExactly("42", beginning);
        assertThat(after.mark(0)).isNull();
        assertThat(after.mark(1)).isEqualTo(new Mark(value.getBytes(UTF_8).length, sha256(value), null));
    }

    @ParameterizedTest(name = "type {0}")
    @CsvSource({"1700", "114", "3802", "142", "1009", "23", "1184", "16400"})
    void aTypeOfWhichABeginningIsSomethingElseIsNeverCut(int type) throws Exception {
        Change change = insert(table(type), Row.of("42", "1".repeat(30)));

        assertThat(passed(TRUNCATE, change)).isNull();
        assertThat(reason(TRUNCATE, change))
                .isEqualTo("the row has 32 bytes, over guard.row-limit of 20 bytes, also without all of its text and"
                        + " bytea that may be cut");
    }

    @Test
    void theLongestAreCutFirstAndNoMoreThanNeedBe() throws Exception {
        Table table = table(TEXT, TEXT, TEXT);

        assertThat(texts(after(passed(TRUNCATE, insert(table, Row.of("42", "short", "longest value", "medium one"))))))
                .containsExactly("42", "short", "lon", "medium one");
        assertThat(texts(after(
                        passed(TRUNCATE, insert(table, Row.of("42", "1234567890123456", "1234567890123456789", "x"))))))
                .containsExactly("42", "1234567890123456", "1", "x");
        assertThat(texts(after(passed(TRUNCATE, insert(table, Row.of("42", "y".repeat(25), "z".repeat(30), "x"))))))
                .containsExactly("42", "y".repeat(17), "", "x");
    }

    @Test
    void theKeyIsNeverCutNorMoved() throws Exception {
        Change change = insert(table(TEXT), Row.of("k".repeat(21), "value"));

        assertThat(passed(TRUNCATE, change)).isNull();
        assertThat(passed(CLAIM_CHECK, change)).isNull();
        assertThat(reason(CLAIM_CHECK, change))
                .isEqualTo("the row has 26 bytes, over guard.row-limit of 20 bytes, also without all values outside of"
                        + " its key");
        assertThat(MemoryStore.VALUES).as("nothing is written in vain").isEmpty();
    }

    @Test
    void bothImagesAreCut() throws Exception {
        Change change =
                change(Operation.UPDATE, table(TEXT), Row.of("42", "a".repeat(30)), Row.of("42", "b".repeat(20)));

        Change passed = Objects.requireNonNull(passed(TRUNCATE, change));

        assertThat(texts(passed.before())).containsExactly("42", "");
        assertThat(texts(passed.after())).containsExactly("42", "b".repeat(16));
        assertThat(passed.payload()).isEqualTo(20);
    }

    @Test
    void aDeletedRowIsCutToo() throws Exception {
        Change change = change(Operation.DELETE, table(TEXT), Row.of("42", "a".repeat(30)), null);

        assertThat(texts(Objects.requireNonNull(passed(TRUNCATE, change)).before()))
                .containsExactly("42", "a".repeat(18));
    }

    @Test
    void theLargestValuesAreMovedWholeWhateverTheirTypes() throws Exception {
        String number = "1".repeat(30);
        Table table = table(1700, TEXT, 3802);

        Row after = after(passed(CLAIM_CHECK, insert(table, Row.of("42", number, null, "{\"a\": 1}"))));

        assertThat(after.isMoved(1)).isTrue();
        assertThat(after.mark(1)).isEqualTo(new Mark(30, sha256(number), "values/" + sha256(number)));
        assertThat(after.text(3)).isEqualTo("{\"a\": 1}");
        assertThat(after.isNull(2)).isTrue();
        assertThat(MemoryStore.VALUES).hasSize(1);
        assertThat(MemoryStore.VALUES.get("values/" + sha256(number))).isEqualTo(number.getBytes(UTF_8));
    }

    @Test
    void beyondTheRecordLimitNoPolicyKeepsTheValues() throws Exception {
        Change change = insert(table(TEXT), Row.of("42", "x".repeat(199)));

        assertThat(reason(TRUNCATE, change)).isEqualTo("the row has 201 bytes, over guard.record-limit of 200 bytes");
        assertThat(reason(CLAIM_CHECK, change))
                .isEqualTo("the row has 201 bytes, over guard.record-limit of 200 bytes");
        assertThat(MemoryStore.VALUES).isEmpty();
    }

    @Test
    void aRowThatCantBePublishedEvenSoGoesToTheDeadLettersWhole() throws Exception {
        Row latin1 = Row.of("42", "x", "y".repeat(30)).with(1, new byte[] {(byte) 0xE9});
        Change cut = Objects.requireNonNull(passed(TRUNCATE, insert(table(TEXT, TEXT), latin1)));

        try (OneStage<byte[]> stage = OneStage.ofRecords(
                new EncodeChanges.Factory(new Encoding(Sink.Format.JSON, "shop", "17.2"), Packing.NONE))) {
            String letter = stage.process(cut).deadLetters().get(0);

            assertThat(new ObjectMapper().readTree(letter).at("/after/c2").binaryValue())
                    .isEqualTo("y".repeat(30).getBytes(UTF_8));
        }
    }

    /** A table with a key and columns of the types, called {@code c1} and so on. */
    private static Table table(int... types) {
        List<Column> columns = new java.util.ArrayList<>(List.of(new Column("id", TEXT, -1, true)));
        for (int type : types) {
            columns.add(new Column("c" + columns.size(), type, -1, false));
        }
        return new Table("shop", "public", "t", 1, columns);
    }

    private static Row after(@Nullable Change change) {
        return Objects.requireNonNull(Objects.requireNonNull(change).after());
    }

    private static @Nullable Change passed(Guard guard, Change change) throws Exception {
        try (OneStage<Change> stage = OneStage.ofChanges(new GuardRowSize(guard, new MemoryStore()))) {
            List<Change> passed = stage.process(change).results();
            return passed.isEmpty() ? null : passed.get(0);
        }
    }

    private static String reason(Guard guard, Change change) throws Exception {
        try (OneStage<Change> stage = OneStage.ofChanges(new GuardRowSize(guard, new MemoryStore()))) {
            String letter = stage.process(change).deadLetters().get(0);
            return new ObjectMapper().readTree(letter).get("reason").textValue();
        }
    }

    private static String sha256(String value) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8)));
    }
}
