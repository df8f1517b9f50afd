package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class JsonLineTest {

    @Test
    void findsInEveryLineWhatReadingItFinds() throws Exception {
        for (String line : GoldenLinesTest.lines()) {
            PublishedChange read = new JsonDecoder().decode(line);
            byte[] among = ("before\n" + line + "\nafter").getBytes(UTF_8);
            int length = line.getBytes(UTF_8).length;

            assertThat(JsonLine.commitMillis(among, 7, length)).isEqualTo(read.commitMillis());
            assertThat(JsonLine.position(among, 7, length)).isEqualTo(read.position());
        }
    }

    @Test
    void saysWhatItDoesNotFind() throws Exception {
        String line = GoldenLinesTest.lines().get(1);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> commitMillis("{}"))
                .withMessage("not a published change of format 1: source is not where it must be");
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> commitMillis(line.replace("\"ts_ms\":1767225605000", "\"ts_ms\":null")))
                .withMessage("not a published change of format 1: source.ts_ms is not a whole number");
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> position(line.replace("0/197B000#1", "somewhere")))
                .withMessage("not a published change of format 1: source.position is not a position");
    }

    @Test
    void looksNoFurtherThanTheLine() throws Exception {
        byte[] file = ("{}\n" + GoldenLinesTest.lines().get(1)).getBytes(UTF_8);

        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> JsonLine.position(file, 0, 2));
    }

    private static void commitMillis(String line) throws UnreadableRecordException {
        byte[] bytes = line.getBytes(UTF_8);
        JsonLine.commitMillis(bytes, 0, bytes.length);
    }

    private static void position(String line) throws UnreadableRecordException {
        byte[] bytes = line.getBytes(UTF_8);
        JsonLine.position(bytes, 0, bytes.length);
    }
}
