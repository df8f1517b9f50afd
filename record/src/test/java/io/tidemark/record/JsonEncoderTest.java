package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEncoderTest {

    private static final int TEXT = 25;

    private final JsonEncoder encoder = new JsonEncoder("shop");

    @ParameterizedTest(name = "type {0}: {1}")
    @CsvSource({
        "23, 12a, is not an integer",
        "23, '', is not an integer",
        "23, -, is not an integer",
        "23, 007, is not an integer", // PostgreSQL prints none, and JSON has none
        "23, 1.0, is not an integer",
        "701, '', is not a floating-point number",
        "701, 1., is not a floating-point number",
        "701, 1e, is not a floating-point number",
        "701, -e5, is not a floating-point number",
        "701, '1,5', is not a floating-point number",
        "16, true, is not a boolean",
        "16, '', is not a boolean",
    })
    void refusesWhatIsNoValueOfTheTypeWithoutRepeatingIt(int type, String value, String reason) {
        Change change = insert(table(type), Row.of(value));

        assertThatExceptionOfType(UnencodableValueException.class)
                .isThrownBy(() -> encoder.encode(change))
                .withMessage("public.t.value: the value " + reason)
                .satisfies(e -> assertThat(e.column()).isEqualTo("value"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void refusesBytesThatAreNotUtf8AndWritesNothing() throws Exception {
        GrowingBytes lines = new GrowingBytes();
        Row latin1 = new Row(new byte[] {'c', 'a', 'f', (byte) 0xE9}, new int[] {0, 4});

        assertThatExceptionOfType(UnencodableValueException.class)
                .isThrownBy(() -> encoder.encode(insert(table(TEXT), latin1), lines))
                .withMessage(
                        "public.t.value: the value is not UTF-8 from its byte 4 on, as in a database with the encoding SQL_ASCII");
        assertThat(lines.length()).isZero();

        encoder.encode(insert(table(TEXT), Row.of("café")), lines);

        assertThat(new String(lines.toByteArray(), UTF_8))
                .startsWith("{\"before\":null,\"after\":{\"value\":\"café\"},")
                .endsWith("}\n");
    }

    @Test
    void refusesARowOfAnotherShape() {
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.encode(insert(table(TEXT), Row.of("a", "b"))))
                .withMessage("a row of public.t has 2 values, but the table has 1 columns");
    }

    @Test
    void goesByTheShapeThatTheTableHadWhenTheRowWasRead() throws Exception {
        Table before = table(TEXT);
        Table after = table(23); // altered to integer meanwhile

        assertThat(line(insert(before, Row.of("1")))).contains("{\"value\":\"1\"}");
        assertThat(line(insert(after, Row.of("1")))).contains("{\"value\":1}");
        assertThat(line(insert(before, Row.of("1")))).contains("{\"value\":\"1\"}");
    }

    @Test
    void knowsATableThatIsNotSharedByReference() throws Exception {
        Change first = insert(table(TEXT), Row.of("a"));
        String line = line(first);

        for (int i = 0; i < 5_000; i++) { // more than it keeps
            assertThat(line(insert(table(TEXT), Row.of("a")))).isEqualTo(line);
        }
    }

    @Test
    void writesARowLargerThanItsBuffer() throws Exception {
        String large = "0123456789\"ä".repeat(1_000_000);
        Change change = insert(table(TEXT), Row.of(large));

        PublishedChange published = new JsonDecoder().decode(encoder.encode(change));

        // not isEqualTo, which would print both
        assertThat(Published.of(change).equals(published)).isTrue();
        assertThat(line(insert(table(TEXT), Row.of("a")))).contains("{\"value\":\"a\"}");
    }

    @Test
    void writesATableWithoutColumns() throws Exception {
        Table empty = new Table("shop", "public", "t", 1, List.of());

        assertThat(line(insert(empty, Row.of()))).startsWith("{\"before\":null,\"after\":{},\"source\":");
    }

    private String line(Change change) throws UnencodableValueException {
        return new String(encoder.encode(change), UTF_8);
    }

    private static Table table(int type) {
        return new Table("shop", "public", "t", 1, List.of(new Column("value", type, -1, false)));
    }

    private static Change insert(Table table, Row row) {
        return new Change(Operation.INSERT, table, new Transaction(1, 2, 3), 1, 1, true, null, row, 4);
    }
}
