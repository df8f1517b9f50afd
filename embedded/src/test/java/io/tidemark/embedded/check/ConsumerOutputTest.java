package io.tidemark.embedded.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ConsumerOutputTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void handsOnWholeLinesAsTheyAre() throws InterruptedException {
        follow("{\"é\"}\n\r\n  b\n");

        assertThat(lines).containsExactly("{\"é\"}", "\r", "  b");
    }

    @Test
    void dropsALineThatNeverEnded() throws InterruptedException {
        follow("a\n{\"half");

        assertThat(lines).containsExactly("a");
    }

    private void follow(String text) throws InterruptedException {
        InputStream output = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (ConsumerOutput reading = ConsumerOutput.follow(output, lines::add)) {
            reading.awaitEnd();
        }
    }
}
