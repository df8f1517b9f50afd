package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.DtsAvroEncoder;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the format dts-avro, as groups read them. */
class ContainerReaderTest {

    private static final int COUNT = 25;
    private static final long LSN = 26_714_560;
    private static final long COMMITTED = 1_767_225_600;
    private static final Table NOTES = new Table(
            "shop", "public", "notes", 1, List.of(new Column("id", 23, -1, true), new Column("note", 25, -1, false)));

    private final SinkDirectory sink;
    private final List<byte[]> records = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    ContainerReaderTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
    }

    @BeforeEach
    void encode() throws Exception {
        DtsAvroEncoder encoder = new DtsAvroEncoder("17.2");
        for (int i = 1; i <= COUNT; i++) {
            // the 20th is larger than a block
            Row row = Row.of(String.valueOf(i), "x\n".repeat(i == 20 ? 100_000 : i));
            Transaction transaction = new Transaction(765, LSN, (COMMITTED + i) * 1_000_000);
            byte[] record =
                    encoder.encode(new Change(Operation.INSERT, NOTES, transaction, i, i, false, null, row, 1_000));
            records.add(record);
            lines.add(DtsAvroDecoder.json(new DtsAvroDecoder().decode(record)));
        }
    }

    @Test
    void givesTheRecordsFromAnyOfThemOn() throws IOException {
        Part part = sink.finishContainer(bucket(1), 0, records);

        assertThat(rest(new Place(part, 0))).isEqualTo(lines);
        for (int i = 1; i <= COUNT; i++) {
            assertThat(rest(place(i))).as("from record " + i).isEqualTo(lines.subList(i - 1, COUNT));
        }
        assertThat(rest(sink.files().end(part))).isEmpty();
        assertThat(place(1).offset()).isLessThan(place(2).offset());
    }

    @Test
    void endsWithTheLastRecord() throws IOException {
        Part part = sink.finishContainer(bucket(1), 0, records);

        try (PartReader reader = PartReader.open(sink.files(), new Place(part, 0))) {
            Block last = reader.last();
            assertThat(last.lastStamp()).isEqualTo(new Stamp(new Position(LSN, COUNT), (COMMITTED + COUNT) * 1000));
            assertThat(last.end()).isEqualTo(sink.files().end(part));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aContainerWithoutRecordsHasNone() throws IOException {
        Part part = sink.finishContainer(bucket(1), 0, List.of());

        assertThat(rest(new Place(part, 0))).isEmpty();
        assertThat(rest(sink.files().end(part))).isEmpty();
        assertThat(KeptRange.of(sink.files())).isNull();
    }

    @Test
    void refusesAPlaceWhereNoRecordBegins() throws IOException {
        Part part = sink.finishContainer(bucket(1), 0, records);
        long size = Files.size(sink.file(part));

        for (long offset : new long[] {1, place(7).offset() + 1, size - 1, size + 1}) {
            assertThatThrownBy(() -> PartReader.open(sink.files(), new Place(part, offset)))
                    .isInstanceOf(ReaderException.class)
                    .hasMessage(
                            "byte %d of %s is not where a record ends: the file has %d bytes and is not the one that was read",
                            offset, part, size);
        }
    }

    @Test
    void saysWhereAFileIsDamagedAndNothingOfARow() throws IOException {
        Part part = sink.finishContainer(bucket(1), 0, records);
        byte[] content = Files.readAllBytes(sink.file(part));
        long begin = place(20).offset();

        Files.write(sink.file(part), Arrays.copyOf(content, (int) begin + 1_000));
        assertThatThrownBy(() -> rest(new Place(part, 0)))
                .isInstanceOf(ReaderException.class)
                .hasMessageMatching("\\S+%s is damaged at byte \\d+: the block has no end".formatted(part.name()))
                .hasNoCause();

        byte[] altered = content.clone();
        altered[content.length - 1]++;
        Files.write(sink.file(part), altered);
        assertThatThrownBy(() -> rest(new Place(part, 0)))
                .isInstanceOf(ReaderException.class)
                .hasMessageEndingWith(": the block does not end as it should");

        Files.writeString(sink.file(part), "{\"before\":null}\n");
        assertThatThrownBy(() -> rest(new Place(part, 0)))
                .isInstanceOf(ReaderException.class)
                .hasMessage("%s is damaged at byte 0: it does not begin as an Avro container does", part);
    }

    @Test
    void countsWithLinesBesideThem() throws IOException {
        Part container = sink.finishContainer(bucket(1), 0, records);
        Part lineFile = sink.finish(bucket(2), 0, SinkDirectory.change(1, 1), SinkDirectory.change(2, 2));
        Map<Place, Long> expected = new HashMap<>();
        for (int i = 1; i <= COUNT; i++) {
            expected.put(place(i), COUNT - i + 1 + 2L);
        }
        expected.put(new Place(container, 0), COUNT + 2L);
        expected.put(sink.files().end(container), 2L);
        expected.put(new Place(lineFile, SinkDirectory.change(1, 1).length() + 1), 1L);

        assertThat(new RecordCounts(sink.files()).behind(expected.keySet())).isEqualTo(expected);
    }

    @Test
    void aGroupGoesOnWhereItWasOverFilesOfBothFormats() throws Exception {
        sink.finish(bucket(1), 0, SinkDirectory.change(1, 1_000));
        sink.finishContainer(bucket(2), 0, records);
        sink.finish(bucket(3), 0, SinkDirectory.change(2, 2_000));
        List<String> read = new ArrayList<>();

        for (int run = 0; run < 40; run++) {
            try (ConsumerGroup group = ConsumerGroup.open(sink.path(), "billing")) {
                group.poll(Duration.ZERO).forEach(read::add);
                group.commit();
            }
        }

        List<String> expected = new ArrayList<>(lines);
        expected.add(0, SinkDirectory.change(1, 1_000));
        expected.add(SinkDirectory.change(2, 2_000));
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aBatchOfThemSaysThatItGivesLinesOnly() throws Exception {
        sink.finishContainer(bucket(2), 0, records);
        try (ConsumerGroup group = ConsumerGroup.open(sink.path(), "billing")) {
            Batch batch = group.poll(Duration.ZERO);

            assertThat(batch.iterator().next()).isEqualTo(lines.get(0));
            assertThatThrownBy(batch::changes)
                    .isInstanceOf(ReaderException.class)
                    .hasMessage("the records are of the format dts-avro, which is not read as changes: iterate over the"
                            + " batch, which gives them as lines of JSON");
        }
    }

    /** Where the record begins that has the number. */
    private Place place(int number) throws IOException {
        return new StartPoint.AtPosition(new Position(LSN, number)).locate(sink.files());
    }

    private List<String> rest(Place place) throws IOException {
        StringBuilder read = new StringBuilder();
        try (PartReader reader = PartReader.open(sink.files(), place)) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                read.append(StandardCharsets.UTF_8.decode(block.bytes()));
            }
        }
        return read.toString().lines().toList();
    }
}
