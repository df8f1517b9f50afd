package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int BLOCK = LineReader.BLOCK;

    private final SinkDirectory sink;

    LineReaderTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void givesWholeLinesInBlocks() throws IOException {
        String content = lines(new Random(7), 40_000);
        Part part = sink.finishRaw(bucket(1), 0, content);

        assertThat(rest(new Place(part, 0))).isEqualTo(content);
        int second = content.indexOf('\n') + 1;
        assertThat(rest(new Place(part, second))).isEqualTo(content.substring(second));
        assertThat(rest(new Place(part, content.length()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 5 * BLOCK, 40 * BLOCK + 3})
    void givesALineOfAnyLength(int length) throws IOException {
        String content = "short\n" + "x".repeat(length) + "\n" + "short again\n";
        Part part = sink.finishRaw(bucket(1), 0, content);

        assertThat(rest(new Place(part, 0))).isEqualTo(content);
        assertThat(lastLine(part)).isEqualTo("short again");
    }

    @Test
    void givesNothingOfAnEmptyFile() throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, "");

        assertThat(rest(new Place(part, 0))).isEmpty();
        assertThat(lastLine(part)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, BLOCK - 2, BLOCK - 1, BLOCK, 5 * BLOCK})
    void findsALastLineOfAnyLength(int length) throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, "a\n".repeat(50_000) + "x".repeat(length) + "\n");

        assertThat(lastLine(part)).isEqualTo("x".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "0, 70000", "70000, 1"})
    void refusesALastLineWithoutItsEnd(int whole, int half) throws IOException {
        String lines = whole == 0 ? "" : "x".repeat(whole - 1) + "\n";
        Part part = sink.finishRaw(bucket(1), 0, lines + "y".repeat(half));
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        assertThatThrownBy(() -> copy(new Place(part, 0), read))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "%s is damaged: the line at byte %d has no end after %d bytes".formatted(part, whole, half));
        assertThat(read.toString(UTF_8)).as("nothing of the half line").isEqualTo(lines);
        assertThat(lastLine(part)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5, 8, 9, 4000})
    void refusesAPlaceThatIsNoEndOfALine(long offset) throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, "abc\ndefg");

        assertThatThrownBy(() -> LineReader.open(sink.files(), new Place(part, offset)))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "byte %d of %s is not where a line ends: the file has 8 bytes and is not the one that was read"
                                .formatted(offset, part));
    }

    @Test
    void saysWhenTheFileIsGone() throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, "a\n");
        Files.delete(sink.file(part));

        assertThatThrownBy(() -> LineReader.open(sink.files(), new Place(part, 0)))
                .isInstanceOf(RemovedException.class)
                .hasMessage("the file %s is not there any more", part);
    }

    @Test
    void saysWhenTheFileIsCutWhileItIsRead() throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, "abc\n".repeat(BLOCK));
        try (LineReader reader = LineReader.open(sink.files(), new Place(part, 0))) {
            assertThat(reader.next()).isNotNull();
            Files.writeString(sink.file(part), "abc\n");

            assertThatThrownBy(reader::next)
                    .isInstanceOf(ReaderException.class)
                    .hasMessage("%s was cut to %d bytes while it was read: finished files never change", part, BLOCK);
        }
    }

    private String rest(Place place) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        copy(place, read);
        return read.toString(UTF_8);
    }

    private void copy(Place place, ByteArrayOutputStream to) throws IOException {
        try (LineReader reader = LineReader.open(sink.files(), place)) {
            long at = place.offset();
            for (LineBlock block = reader.next(); block != null; block = reader.next()) {
                assertThat(block.start()).isEqualTo(at);
                to.write(block.bytes().array(), 0, block.length());
                at = block.end().offset();
            }
        }
    }

    private String lastLine(Part part) throws IOException {
        try (LineReader reader = LineReader.open(sink.files(), new Place(part, 0))) {
            LineBlock block = reader.last();
            if (block == null) {
                return "none";
            }
            int end = block.length() - 1;
            int start = block.lineStart(end);
            return new String(block.bytes().array(), start, end - start, UTF_8);
        }
    }

    private static String lines(Random random, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(i).append("x".repeat(random.nextInt(60))).append('\n');
        }
        return lines.toString();
    }
}
