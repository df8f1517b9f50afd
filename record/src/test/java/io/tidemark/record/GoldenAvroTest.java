package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is published once must be read for ever: a line here never changes, as the format is DTS's. */
class GoldenAvroTest {

    @Test
    void everySortOfRecordIsWrittenAsItAlwaysWas() throws Exception {
        List<String> written =
                AvroExamples.encoded().stream().map(HexFormat.of()::formatHex).toList();

        assertThat(written).isEqualTo(lines("hex"));
    }

    @Test
    void everySortOfRecordReadsAsTheJsonBesideIt() throws Exception {
        DtsAvroDecoder decoder = new DtsAvroDecoder();
        List<String> read = new ArrayList<>();
        for (String line : lines("hex")) {
            read.add(DtsAvroDecoder.json(decoder.decode(HexFormat.of().parseHex(line))));
        }

        assertThat(read).isEqualTo(lines("jsonl"));
    }

    /** @param form {@code hex} for the bytes, {@code jsonl} for what they say */
    static List<String> lines(String form) throws IOException {
        try (InputStream golden = GoldenAvroTest.class.getResourceAsStream("/golden-dts-avro." + form)) {
            String text = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8);
            return List.of(text.split("\n"));
        }
    }
}
