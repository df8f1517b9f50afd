package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The Avro library, which knows nothing of the encoder, reads the very values that the row had. */
class DtsAvroPropertiesTest {

    /** A type, and one of its values as PostgreSQL prints it; {@code null} for SQL NULL. */
    record Sample(int typeOid, @Nullable String text) {}

    @Property
    void anyRowIsReadAsItWas(@ForAll("rows") List<Sample> row) throws Exception {
        GenericRecord record = new DtsAvroDecoder().decode(new DtsAvroEncoder("17.2").encode(insert(row)));

        assertThat(texts(record)).isEqualTo(row.stream().map(Sample::text).toList());
    }

    @Property
    void anyFloatIsTheNearestDouble(@ForAll("floats") String text) throws Exception {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(AvroNumber.toDouble(bytes, 0, bytes.length)).isEqualTo(Double.parseDouble(text));
    }

    @Provide
    Arbitrary<List<Sample>> rows() {
        return Arbitraries.oneOf(
                        sample(Arbitraries.longs().map(String::valueOf), 20),
                        sample(Arbitraries.bigDecimals().ofScale(4).map(Object::toString), 1700),
                        sample(Arbitraries.of("NaN", "Infinity", "-Infinity"), 700, 701, 1700),
                        sample(Arbitraries.doubles().map(Object::toString).map(DtsAvroPropertiesTest::asPrinted), 701),
                        // a lone surrogate has no UTF-8, so it cannot come from a server
                        sample(
                                Arbitraries.strings().all().map(text -> new String(text.getBytes(UTF_8), UTF_8)),
                                25,
                                1043,
                                114,
                                142,
                                1186,
                                16_500),
                        sample(Arbitraries.bytes().array(byte[].class).map(DtsAvroPropertiesTest::hex), 17),
                        sample(dates(), 1082),
                        sample(times(), 1083),
                        sample(Combinators.combine(dates(), times()).as((date, time) -> date + ' ' + time), 1114),
                        sample(Combinators.combine(times(), zones()).as(String::concat), 1266),
                        sample(
                                Combinators.combine(dates(), times(), zones())
                                        .as((date, time, zone) -> date + ' ' + time + zone),
                                1184),
                        sample(Arbitraries.of("infinity", "-infinity", "0044-03-15 BC"), 1082, 1114, 1184))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> floats() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().map(Object::toString).map(DtsAvroPropertiesTest::asPrinted),
                Arbitraries.integers().map(number -> number / 1000 + "." + Math.abs(number % 1000)),
                Arbitraries.of("-0", "0.1", "9007199254740993", "123456789012345.6", "0.00000000000001", "1e-07"));
    }

    private static Arbitrary<Sample> sample(Arbitrary<String> texts, Integer... typeOids) {
        return Combinators.combine(Arbitraries.of(typeOids), texts.injectNull(0.1))
                .as(Sample::new);
    }

    private static Arbitrary<String> dates() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 294_276),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 31))
                .as((year, month, day) -> String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day));
    }

    private static Arbitrary<String> times() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 86_400),
                        Arbitraries.integers().between(0, 999_999))
                .as((second, micros) -> time(second / 3600, second / 60 % 60, second % 60, micros));
    }

    private static Arbitrary<String> zones() {
        return Arbitraries.of("+08", "+00", "-04", "+05:30", "-04:56:02");
    }

    private static Change insert(List<Sample> row) {
        List<Column> columns = new ArrayList<>();
        row.forEach(sample -> columns.add(new Column("c" + columns.size(), sample.typeOid(), -1, false)));
        Table table = new Table("shop", "public", "t", 1, columns);
        Row after = Row.of(row.stream().map(Sample::text).toArray(String[]::new));
        return new Change(Operation.INSERT, table, new Transaction(7, 8, 9_000), 1, 1, true, null, after, 10);
    }

    private static List<@Nullable String> texts(GenericRecord record) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object value : (List<?>) record.get("afterImages")) {
            texts.add(value == null ? null : text((GenericRecord) value));
        }
        return texts;
    }

    /** The text of a value, from nothing but the fields of its branch. */
    private static String text(GenericRecord value) {
        return switch (value.getSchema().getName()) {
            case "Character" -> UTF_8.decode((ByteBuffer) value.get("value")).toString();
            case "BinaryObject" -> hex(((ByteBuffer) value.get("value")).array());
            case "Float" -> asPrinted(value.get("value").toString());
            case "DateTime" -> dateTime(value);
            case "TimestampWithTimeZone" ->
                dateTime((GenericRecord) value.get("value"))
                        + value.get("timezone").toString().replaceFirst("^(...):00$", "$1");
            default -> value.get("value").toString();
        };
    }

    private static String dateTime(GenericRecord value) {
        String date = value.get("year") == null
                ? ""
                : String.format(Locale.ROOT, "%04d-%02d-%02d", (int) value.get("year"), (int) value.get("month"), (int)
                        value.get("day"));
        String time = value.get("hour") == null
                ? ""
                : time((int) value.get("hour"), (int) value.get("minute"), (int) value.get("second"), (int)
                        value.get("millis"));
        return date.isEmpty() || time.isEmpty() ? date + time : date + ' ' + time;
    }

    private static String time(int hour, int minute, int second, int micros) {
        String fraction = String.format(Locale.ROOT, ".%06d", micros).replaceFirst("\\.?0+$", "");
        return String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second) + fraction;
    }

    /** Java's text of a double with the exponent as PostgreSQL prints it. */
    private static String asPrinted(String text) {
        return text.replace("E-", "e-").replace("E", "e+");
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }
}
