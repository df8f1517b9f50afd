package io.tidemark.job.guard;

import static io.tidemark.job.SomeChanges.ORDERS;
import static io.tidemark.job.SomeChanges.change;
import static io.tidemark.job.SomeChanges.insert;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.job.OneStage;
import io.tidemark.record.Change;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.task.Sink;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodeChangeTest {

    private static final Row ROW = Row.of("42", "1.5", "2", "2024-01-01 08:00:00+08", null, "say \"hi\"");

    /** "né" in Latin-1, as a database with the encoding SQL_ASCII may hold it. */
    private static final byte[] LATIN_1 = {'n', (byte) 0xE9, '!'};

    @Test
    void givesTheTasksPublishedLine() throws Exception {
        try (OneStage<byte[]> stage =
                OneStage.ofLines(new EncodeChange(new Encoding(Sink.Format.JSON, "shop", "17.2"), Packing.NONE))) {
            stage.process(insert(ORDERS, ROW));

            assertThat(lines(stage.results())).containsExactly("""
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
        try (OneStage<byte[]> stage =
                OneStage.ofLines(new EncodeChange(new Encoding(Sink.Format.JSON, "shop", "17.2"), Packing.NONE))) {
            stage.process(broken);
            stage.process(insert(ORDERS, ROW));

            assertThat(stage.results()).hasSize(1);
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
    void mustBeOpened() {
        assertThatThrownBy(() -> new EncodeChange(new Encoding(Sink.Format.JSON, "shop", "17.2"), Packing.NONE)
                        .processElement(insert(ORDERS, ROW), null_(), null_()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("open() comes first");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // not looked at
    private static <T> T null_() {
        return null;
    }

    private static List<String> lines(List<byte[]> values) {
        return values.stream().map(value -> new String(value, UTF_8)).toList();
    }
}
