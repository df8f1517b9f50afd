package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class JsonEncoderPropertiesTest {

    private static final int TEXT = 25;

    @Property
    void anyTextUnderAnyNameComesBackAsItWas(@ForAll("rows") Map<String, @Nullable String> values) throws Exception {
        Change change = insert(values);

        PublishedChange published = new JsonDecoder().decode(new JsonEncoder(Examples.TASK).encode(change));

        assertThat(published).isEqualTo(Published.of(change));
    }

    @Property
    void anyTextIsJsonOnOneLineToAnyReader(@ForAll("rows") Map<String, @Nullable String> values) throws Exception {
        String line = new String(new JsonEncoder(Examples.TASK).encode(insert(values)), UTF_8);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(texts(new ObjectMapper().readTree(line).get("after"))).isEqualTo(values);
    }

    @Property
    void aTimeAndAPositionAreFoundWhateverTheRowHolds(@ForAll("rows") Map<String, @Nullable String> values)
            throws Exception {
        Change change = insert(values);
        byte[] line = new JsonEncoder("\"source\":{\"ts_ms\":1,").encode(change);

        assertThat(JsonLine.commitMillis(line, 0, line.length))
                .isEqualTo(change.transaction().commitMicros() / 1_000);
        assertThat(JsonLine.position(line, 0, line.length)).isEqualTo(change.position());
    }

    @Property(tries = 20_000)
    void bytesAreUtf8ExactlyWhenJavasStrictDecoderTakesThem(@ForAll("bytes") byte[] bytes) {
        boolean written = JsonString.put(new GrowingBytes(), bytes, 0, bytes.length) == JsonString.WRITTEN;

        assertThat(written).isEqualTo(isUtf8(bytes));
    }

    @Provide
    Arbitrary<Map<String, @Nullable String>> rows() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(20);
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars('"', '\\', '\n', '\t', '\0', '\u001f', '{', '}', ':', ',', 'ä', '\u2028')
                .ofMaxLength(20);
        Arbitrary<String> likeTheEnvelope = Arbitraries.of(
                ",\"source\":{", ",\"ts_ms\":1,", ",\"position\":\"0/1#1\"", "\"},\"op\":\"d\"", "source", "after");
        // a lone surrogate has no UTF-8, so it cannot come from a server
        Arbitrary<String> texts = Arbitraries.oneOf(anything, awkward, likeTheEnvelope)
                .map(text -> new String(text.getBytes(UTF_8), UTF_8));
        return Arbitraries.maps(texts, texts.injectNull(0.2)).ofMaxSize(6);
    }

    /** Dense in the bytes at which the rules change. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> atTheRules = Arbitraries.of(
                        0x00, 0x22, 0x41, 0x5C, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                        0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
                .map(Integer::byteValue);
        return atTheRules.array(byte[].class).ofMaxSize(5);
    }

    private static Change insert(Map<String, @Nullable String> values) {
        List<Column> columns = new ArrayList<>();
        values.keySet().forEach(name -> columns.add(new Column(name, TEXT, -1, false)));
        Table table = new Table("shop", "public", "any \"name\"", 1, columns);
        Row row = Row.of(values.values().toArray(String[]::new));
        return new Change(Operation.INSERT, table, new Transaction(7, 8, 9_000), 1, 1, true, null, row, 10);
    }

    private static Map<String, @Nullable String> texts(JsonNode row) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        row.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().textValue()));
        return texts;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
