package io.tidemark.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtsAvroEncoderTest {

    private final DtsAvroEncoder encoder = new DtsAvroEncoder("17.2");

    @ParameterizedTest(name = "{0} of type {1} {2}")
    @CsvSource({
        "né, 25, 'is not UTF-8 from its byte 2 on, as in a database with the encoding SQL_ASCII'",
        "né, 114, 'is not UTF-8 from its byte 2 on, as in a database with the encoding SQL_ASCII'",
        "né, 1082, 'is not UTF-8 from its byte 2 on, as in a database with the encoding SQL_ASCII'",
        "1.5, 20, is not an integer",
        "'', 23, is not an integer",
        "1x, 1700, is not a number",
        "infinity, 1700, is not a number",
        "1d, 701, is not a floating-point number",
        "' 1', 700, is not a floating-point number",
        "abc, 17, is not a bytea in hexadecimal",
        "\\xabc, 17, is not a bytea in hexadecimal",
        "\\xzz, 17, is not a bytea in hexadecimal",
    })
    void aValueThatCannotBeCarriedIsSaidAndTheNextRowIsEncoded(String text, int type, String reason) throws Exception {
        assertThatThrownBy(() -> encoder.encode(insert(type, text, ISO_8859_1)))
                .isInstanceOfSatisfying(UnencodableValueException.class, e -> {
                    assertThat(e.column()).isEqualTo("value");
                    assertThat(e.reason()).isEqualTo(reason);
                });

        assertThat(value(insert(25, "näh", UTF_8)))
                .isEqualTo("[{\"Character\":{\"charset\":\"UTF-8\",\"value\":\"näh\"}}]");
    }

    @ParameterizedTest(name = "{0} of type {1}")
    @CsvSource({
        "2026-01-31 BC, 1082",
        "infinity, 1082",
        "2026-1-31, 1082",
        "12:00, 1083",
        "12:00:00+08, 1083",
        "12:00:00., 1083",
        "12:00:00, 1266",
        "12:00:00+8, 1266",
        "12:00:00+08:, 1266",
        "2026-01-31, 1114",
        "2026-01-31T12:00:00, 1114",
        "2026-01-31 12:00:00+08 BC, 1184",
        "'', 1184",
    })
    void aTimeThatItsFieldsCannotHoldGoesAsText(String text, int type) throws Exception {
        assertThat(value(insert(type, text, UTF_8)))
                .isEqualTo("[{\"TextObject\":{\"type\":\"TEXT\",\"value\":\"" + text + "\"}}]");
    }

    @Test
    void aTableWithoutKeyHasNoTagAndOneWithoutColumnsNoFields() throws Exception {
        Table empty = new Table("shop", "public", "t", 1, List.of());

        GenericRecord record =
                new DtsAvroDecoder().decode(encoder.encode(insert(empty, new Row(new byte[0], new int[0]))));

        assertThat(DtsAvroDecoder.json(record))
                .contains("\"tags\":{},\"fields\":[],\"beforeImages\":null,\"afterImages\":[],");
    }

    @Test
    void aRowMustFitItsTable() {
        assertThatThrownBy(() -> encoder.encode(insert(Examples.ORDERS, Row.of("1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a row of public.orders has 1 values, but the table has 6 columns");
    }

    @Test
    void commitsBeforeTheEpochAreInTheSecondThatHasBegun() throws Exception {
        Change change =
                new Change(Operation.TRUNCATE, Examples.ORDERS, new Transaction(1, 2, -1), 1, 1, true, null, null, 4);

        assertThat(new DtsAvroDecoder().decode(encoder.encode(change)).get("sourceTimestamp"))
                .isEqualTo(-1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 3, 40})
    void whatIsNoRecordIsRefusedWithoutAWordOfIt(int change) throws Exception {
        byte[] record = encoder.encode(insert(25, "secret", UTF_8));
        byte[] altered = Arrays.copyOf(record, record.length + change);
        String problem = change > 0 ? "more follows the record" : "%d bytes that do not fit its schema";

        assertThatThrownBy(() -> new DtsAvroDecoder().decode(altered))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("not a published change of format dts-avro: " + problem, altered.length)
                .hasNoCause();
    }

    private String value(Change change) throws Exception {
        String json = DtsAvroDecoder.json(new DtsAvroDecoder().decode(encoder.encode(change)));
        return json.substring(json.indexOf("\"afterImages\":") + 14, json.indexOf(",\"bornTimestamp\""));
    }

    private static Change insert(int type, String text, Charset charset) {
        Table table = new Table("shop", "public", "t", 1, List.of(new Column("value", type, -1, false)));
        byte[] bytes = text.getBytes(charset);
        return insert(table, new Row(bytes, new int[] {0, bytes.length}));
    }

    private static Change insert(Table table, Row after) {
        return new Change(Operation.INSERT, table, new Transaction(1, 2, 3), 1, 1, true, null, after, 4);
    }
}
