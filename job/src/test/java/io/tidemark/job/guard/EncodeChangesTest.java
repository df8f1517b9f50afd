package io.tidemark.job.guard;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.job.OneStage;
import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.task.Sink;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodeChangesTest {

    private static final Encoding JSON = new Encoding(Sink.Format.JSON, "shop", "17.2");

    private static final Row ROW = Row.of("42", "1.5", "2", "2024-01-01 08:00:00+08", null, "say \"hi\"");

    /** "né" in Latin-1, as a database with the encoding SQL_ASCII may hold it. */
    private static final byte[] LATIN_1 = {'n', (byte) 0xE9, '!'};

    /** Of each change its note and a space. */
    private static final Packing NOTES = (change, encoder, block) -> {
        block.put((change.after().text(5) + " ").getBytes(UTF_8));
    };

    @Test
    void givesTheTasksPublishedLine() throws Exception {
        try (OneStage<byte[]> stage = OneStage.ofRecords(new EncodeChanges.Factory(JSON, Packing.NONE))) {
            stage.process(insert(ORDERS, ROW)).readMail();

            assertThat(texts(stage)).containsExactly("""
                            {"before":null,\
                            "after":{"id":42,"weight":1.5,"price":2,"placed_at":"2024-01-01 08:00:00+08","opens":null,\
                            "note":"say \\"hi\\""},\
                            "source":{"version":"1","connector":"tidemark","name":"shop","ts_ms":1767225605000,\
                            "snapshot":"false","db":"shop","schema":"public","table":"orders","txId":765,"lsn":439041101,\
                            "position":"0/1A2B3C4D#17"},"op":"c","ts_ms":1767225605250,\
                            "transaction":{"id":"765:439041101","total_order":17,"data_collection_order":3,"last":false}}
                            """);
            assertThat(stage.deadLetters()).isEmpty();
        }
    }

    @Test
    void aValueThatIsNotUtf8GoesToTheDeadLettersByteForByteAndTheNextRowOn() throws Exception {
        Change broken = change(Operation.UPDATE, ORDERS, ROW, ROW.with(5, LATIN_1));
        try (OneStage<byte[]> stage = OneStage.ofRecords(new EncodeChanges.Factory(JSON, Packing.NONE))) {
            stage.process(broken);
            stage.process(insert(ORDERS, ROW)).readMail();

            assertThat(texts(stage))
                    .singleElement(STRING)
                    .startsWith("{\"before\":null,")
                    .containsOnlyOnce("\n");
            assertThat(stage.deadLetters()).hasSize(1);
            JsonNode letter = new ObjectMapper().readTree(stage.deadLetters().get(0));
            assertThat(letter.get("column").textValue()).isEqualTo("note");
            assertThat(letter.get("reason").textValue())
                    .isEqualTo("is not UTF-8 from its byte 2 on, as in a database with the encoding SQL_ASCII");
            assertThat(letter.get("after").get("note").binaryValue()).isEqualTo(LATIN_1);
            assertThat(letter.get("before").get("note").binaryValue()).isEqualTo("say \"hi\"".getBytes(UTF_8));
        }
    }

    @Test
    void whatTheSourceGaveInOneGoIsOneArrayOnceThatIsDone() throws Exception {
        try (OneStage<byte[]> stage = notes()) {
            stage.process(note("one"), note("two"));
            assertThat(stage.results()).isEmpty();

            stage.readMail().process(note("three")).readMail();
            assertThat(texts(stage)).containsExactly("one two ", "three ");
        }
    }

    @Test
    void whatCameBeforeACheckpointOrTheEndIsHandedOverBeforeIt() throws Exception {
        try (OneStage<byte[]> stage = notes()) {
            stage.process(note("one")).prepareCheckpoint();
            assertThat(texts(stage)).containsExactly("one ");

            stage.process(note("two")).readMail();
            assertThat(texts(stage)).containsExactly("one ", "two ");

            stage.process(note("three")).finish();
            assertThat(texts(stage)).containsExactly("one ", "two ", "three ");
        }
    }

    @Test
    void anArrayThatIsFullIsHandedOverAtOnce() throws Exception {
        String half = "x".repeat(32 * 1024);
        String large = "y".repeat(1 << 20);
        try (OneStage<byte[]> stage = notes()) {
            stage.process(note(half), note(half), note(large), note("last"));
            assertThat(texts(stage)).containsExactly(half + " " + half + " ", large + " ");

            stage.readMail();
            assertThat(texts(stage)).endsWith("last ");
        }
    }

    /** What was put of a record before it could not be carried is taken away, and nothing else. */
    @Test
    void aRecordThatFailsInTheMiddleLeavesItsNeighboursAsTheyAre() throws Exception {
        Packing failsBehind = (change, encoder, block) -> {
            NOTES.pack(change, encoder, block);
            if (change.after().length(5) == 3) {
                throw new TooLargeException("three is too much");
            }
        };
        try (OneStage<byte[]> stage = OneStage.ofRecords(new EncodeChanges.Factory(JSON, failsBehind))) {
            stage.process(note("four"), note("two"), note("seven")).readMail();

            assertThat(texts(stage)).containsExactly("four seven ");
            assertThat(stage.deadLetters()).singleElement(STRING).contains("three is too much");
        }
    }

    private static OneStage<byte[]> notes() throws Exception {
        return OneStage.ofRecords(new EncodeChanges.Factory(JSON, NOTES));
    }

    private static Change note(String text) {
        return insert(ORDERS, ROW.with(5, text.getBytes(UTF_8)));
    }

    private static List<String> texts(OneStage<byte[]> stage) {
        return stage.results().stream()
                .map(records -> new String(records, UTF_8))
                .toList();
    }
}
