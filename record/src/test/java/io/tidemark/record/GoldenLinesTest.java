package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is published once must be read for ever: a line here changes only with the format's version. */
class GoldenLinesTest {

    @Test
    void everySortOfChangeIsWrittenAsItAlwaysWas() throws Exception {
        JsonEncoder encoder = new JsonEncoder(Examples.TASK);
        GrowingBytes lines = new GrowingBytes();
        for (Change change : Examples.all()) {
            encoder.encode(change, lines);
        }

        assertThat(new String(lines.toByteArray(), UTF_8)).isEqualTo(text());
    }

    @Test
    void everyLineIsReadBackAsTheChangeThatItWas() throws Exception {
        List<Change> changes = Examples.all();
        List<String> lines = lines();

        assertThat(lines).hasSameSizeAs(changes);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(new JsonDecoder().decode(lines.get(i))).isEqualTo(Published.of(changes.get(i)));
        }
    }

    static List<String> lines() throws IOException {
        return text().lines().toList();
    }

    private static String text() throws IOException {
        try (InputStream golden = GoldenLinesTest.class.getResourceAsStream("/golden.jsonl")) {
            return new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8);
        }
    }
}
