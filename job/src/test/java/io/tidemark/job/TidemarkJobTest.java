package io.tidemark.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.job.source.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody is asked. */
class TidemarkJobTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "--fresh", "one.yaml two.yaml", "--frehs shop.yaml", "-x"})
    void wantsATaskFile(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        assertThatThrownBy(() -> TidemarkJob.main(arguments))
                .isInstanceOf(RefusedException.class)
                .hasMessage("expected TASK.yaml [--fresh], but was given '" + line + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , timestamps: seconds | | sink.kafka.timestamps: seconds needs delivery: at-least-once, as the broker ends a transaction with a mark of its own, whose time is in milliseconds, and every search for a time in seconds would stop at the first. Say delivery: at-least-once, or leave timestamps out
                            | guard: { oversized: claim-check } | guard.oversized: claim-check needs sink.files, as a topic has no place for values. Use dead-letter, truncate or fail
            """)
    void refusesWhatATopicCannotDo(@Nullable String key, @Nullable String more, String sentence) throws IOException {
        Path task = task("sink:\n  kafka: { brokers: \"kafka:9092\", topic: shop %s }\n%s\n"
                .formatted(key == null ? "" : key, more == null ? "" : more));

        assertThatThrownBy(() -> TidemarkJob.main(new String[] {task.toString()}))
                .isInstanceOf(RefusedException.class)
                .hasMessage(sentence);
    }

    private Path task(String more) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "not-a-password");
        return Files.writeString(directory.resolve("shop.yaml"), """
                task: shop
                source:
                  host: db.invalid
                  database: shop
                  user: tidemark
                  password: ${file:%s}
                  tls: { mode: disable }
                %s""".formatted(password, more));
    }
}
