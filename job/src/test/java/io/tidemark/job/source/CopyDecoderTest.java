package io.tidemark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Row;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyDecoderTest {

    @Test
    void splitsALineAtItsTabs() {
        assertThat(decode(3, "1\tone\teins\n")).containsExactly("1", "one", "eins");
    }

    @Test
    void takesALineWithoutALineFeed() {
        assertThat(decode(2, "1\tone")).containsExactly("1", "one");
    }

    @Test
    void tellsNullFromTheEmptyStringAndFromItsOwnSign() {
        assertThat(decode(5, "\\N\t\tN\t\\\\N\t\\N\n")).containsExactly(null, "", "N", "\\N", null);
    }

    @Test
    void emptyStringsMayStandAnywhere() {
        assertThat(decode(3, "\t\t\n")).containsExactly("", "", "");
        assertThat(decode(1, "\n")).containsExactly("");
        assertThat(decode(0, "\n")).isEmpty();
    }

    @ParameterizedTest(name = "{0} is code {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {"\\b, 8", "\\t, 9", "\\n, 10", "\\v, 11", "\\f, 12", "\\r, 13", "\\\\, 92"})
    void resolvesEveryEscapeWhereverItStands(String escape, int code) {
        String control = Character.toString(code);
        String line = "%1$s\tx%1$sy\t%1$s%1$s\tend%1$s\n".formatted(escape);

        assertThat(decode(4, line)).containsExactly(control, "x" + control + "y", control + control, "end" + control);
    }

    @Test
    void leavesOtherControlCharactersAndLettersBeyondAsciiAlone() {
        assertThat(decode(2, "\u0001\u007f\tnaïve 🌊 \\\\ täg\n")).containsExactly("\u0001\u007f", "naïve 🌊 \\ täg");
    }

    @Test
    void refusesALineOfFewerColumns() {
        assertThatThrownBy(() -> decode(3, "1\tone\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("COPY sent a line of 2 columns, expected 3");
    }

    @Test
    void refusesALineOfMoreColumns() {
        assertThatThrownBy(() -> decode(2, "1\tone\teins\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("COPY sent a line of more than the expected 2 columns");
    }

    @Test
    void refusesNullWithSomethingBehindIt() {
        assertThatThrownBy(() -> decode(2, "\\Nx\tone\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("COPY sent a line of 1 columns, expected 2");
    }

    @Property
    void givesBackWhateverPostgresqlEscaped(@ForAll("rows") List<byte @Nullable []> values) {
        byte[] line = copyLine(values);
        Row row = new CopyDecoder(values.size()).decode(line, 0, line.length);

        assertThat(row.size()).isEqualTo(values.size());
        for (int i = 0; i < values.size(); i++) {
            assertThat(value(row, i)).as("column %d", i).isEqualTo(values.get(i));
        }
    }

    /** Dense in the bytes that are escaped, and in those that escapes are made of. */
    @Provide
    Arbitrary<List<byte @Nullable []>> rows() {
        Arbitrary<Byte> escaped =
                Arbitraries.of((byte) '\b', (byte) '\f', (byte) '\n', (byte) '\r', (byte) '\t', (byte) 11);
        Arbitrary<Byte> made = Arbitraries.of((byte) '\\', (byte) 'N', (byte) 'n', (byte) 't', (byte) 'b', (byte) '.');
        Arbitrary<Byte> any = Arbitraries.bytes().filter(value -> value != 0);
        return Arbitraries.oneOf(escaped, made, any)
                .array(byte[].class)
                .ofMaxSize(12)
                .injectNull(0.2)
                .list()
                .ofMaxSize(8);
    }

    /** What {@code CopyAttributeOutText} of PostgreSQL's copyto.c writes, row by row, for the default delimiter and null. */
    private static byte[] copyLine(List<byte @Nullable []> values) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                line.write('\t');
            }
            byte[] value = values.get(i);
            line.writeBytes(value == null ? "\\N".getBytes(UTF_8) : escape(value));
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] escape(byte[] value) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        for (byte octet : value) {
            switch (octet) {
                case '\b' -> escaped.writeBytes(new byte[] {'\\', 'b'});
                case '\f' -> escaped.writeBytes(new byte[] {'\\', 'f'});
                case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
                case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
                case '\t' -> escaped.writeBytes(new byte[] {'\\', 't'});
                case 0x0B -> escaped.writeBytes(new byte[] {'\\', 'v'});
                case '\\' -> escaped.writeBytes(new byte[] {'\\', '\\'});
                default -> escaped.write(octet);
            }
        }
        return escaped.toByteArray();
    }

    private static byte @Nullable [] value(Row row, int column) {
        int offset = row.offset(column);
        return row.isNull(column) ? null : Arrays.copyOfRange(row.bytes(), offset, offset + row.length(column));
    }

    private static List<@Nullable String> decode(int columns, String line) {
        byte[] among = ("x\t" + line + "y\tz\n").getBytes(UTF_8);
        Row row = new CopyDecoder(columns).decode(among, 2, among.length - 6);
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(row.text(i));
        }
        return values;
    }
}
