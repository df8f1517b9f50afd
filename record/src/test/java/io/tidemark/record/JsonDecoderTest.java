package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

    private final JsonDecoder decoder = new JsonDecoder();
    private String insert = "";

    @BeforeEach
    void takeALineThatIsRight() throws Exception {
        insert = GoldenLinesTest.lines().get(1);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":\"1\" | \"version\":\"2\" | source.version is '2'",
                "\"version\":\"1\", | `` | source.version is missing",
                "\"op\":\"c\" | \"op\":\"x\" | op must be one of r, c, u, d, t, but was 'x'",
                "\"op\":\"c\" | \"op\":\"\" | op must be one of r, c, u, d, t, but was ''",
                "\"op\":\"c\" | \"op\":\"d\" | before is missing, op being 'd'",
                "\"after\": | \"later\": | after is missing, op being 'c'",
                "\"table\":\"orders\" | \"table\":null | source.table is missing",
                "0/197B000#1 | 0/197B000 | source.position: a position looks like '0/1A2B3C4D#17', but was '0/197B000'",
                "1767225605000 | \"noon\" | source.ts_ms must be a whole number, but was 'noon'",
                "\"snapshot\":\"false\" | \"snapshot\":\"last\" | source.snapshot must be true or false, but was 'last'",
                "\"id\":\"765:26718208\" | \"no\":1 | transaction.id is missing",
                "{\"id\":42 | {\"id\":[42] | after.id is not a plain value",
                "\"before\":null | \"before\":1 | before is neither an object nor null",
                "\"before\":null | \"unchanged\":1 | unchanged is not an array",
                "\"before\":null | \"unchanged\":[1] | unchanged holds something else than names",
                "{\"before\" | [\"before\" | the line is no JSON object",
                "\"last\":false}} | \"last\":false}}{} | more follows the JSON object",
            })
    void saysWhichMemberIsWrong(String part, String replacement, String problem) {
        assertThat(insert).contains(part);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> decoder.decode(insert.replace(part, replacement)))
                .withMessage("not a published change of format 1: " + problem);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"truncated\":[ | \"truncated\":[1, | truncated holds something else than objects",
                "\"image\":\"after\" | \"image\":\"later\" | truncated.image is neither before nor after",
                "\"image\":\"after\" | \"image\":\"before\" | truncated does not fit the columns of before",
                "\"column\":\"note\" | \"column\":\"other\" | truncated does not fit the columns of after",
                "\"column\":\"note\", | `` | truncated.column is missing",
                "\"column\":\"placed_at\" | \"column\":\"amount\" | claimed does not fit the columns of before",
                "\"path\": | \"where\": | claimed.path is missing",
                "\"bytes\":22 | \"bytes\":2.2 | claimed.bytes must be a whole number, but was '2.2'",
            })
    void saysWhichMarkIsWrong(String part, String replacement, String problem) throws Exception {
        String marked = GoldenLinesTest.lines().get(13);
        assertThat(marked).contains(part);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> decoder.decode(marked.replace(part, replacement)))
                .withMessage("not a published change of format 1: " + problem);
    }

    @Test
    void doesNotGiveWhatIsLeftOfAValueForTheValue() throws Exception {
        PublishedRow row = Objects.requireNonNull(
                decoder.decode(GoldenLinesTest.lines().get(13)).after());

        assertThat(row.has("note")).isFalse();
        assertThat(row.values()).doesNotContainKey("note");
        assertThat(row.cut().get("note")).extracting(CutValue::beginning).isEqualTo("say \"hi\"");
        assertThat(row.toString()).endsWith("cut [note]").doesNotContain("say");
        assertThatIllegalStateException()
                .isThrownBy(() -> row.text("note"))
                .withMessage(
                        "the record does not hold the value of column \"note\": it was too large, and was cut. Look"
                                + " among cut() and claimed() first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "\"secret", "\"secret\u0001\"", "01", "'secret'"})
    void saysWhereJsonBreaksOffWithoutQuotingIt(String value) {
        String broken = insert.replace("\"9.90\"", value);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> decoder.decode(broken))
                .withMessageMatching("not a published change of format 1: no JSON from byte [0-9]+ on")
                .withNoCause();
    }

    @Test
    void takesALineThatIsCutOffForNoRecord() {
        for (int length = 0; length < insert.length(); length++) {
            String cut = insert.substring(0, length);

            assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> decoder.decode(cut));
        }
    }

    @Test
    void skipsMembersThatItDoesNotKnow() throws Exception {
        String extended = insert.replace("\"op\":", "\"new\":{\"a\":[1,{\"b\":null}]},\"op\":")
                .replace("\"lsn\":", "\"other\":[1,2],\"lsn\":");

        assertThat(decoder.decode(extended)).isEqualTo(decoder.decode(insert));
    }

    @Test
    void readsALineThatLiesAmongOthersWithItsLineFeed() throws Exception {
        byte[] file = ("x\n" + insert + "\ny").getBytes(UTF_8);

        PublishedChange read = decoder.decode(file, 2, file.length - 3);

        assertThat(read).isEqualTo(decoder.decode(insert));
    }
}
