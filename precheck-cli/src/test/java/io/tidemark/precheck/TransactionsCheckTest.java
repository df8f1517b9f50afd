package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionsCheckTest {

    @Test
    void knowsTheCheckpointsOfTheFlinkThatComesWithThis() throws IOException {
        String settings = Files.readString(
                Installation.find().root().resolve("flink-conf").resolve("conf/config.yaml"));

        assertThat(settings)
                .contains("execution.checkpointing.interval: 1 s\n", "execution.checkpointing.timeout: 10 min\n");
        assertThat(TransactionsCheck.CHECKPOINTS)
                .isEqualTo(Duration.ofMinutes(10).plusSeconds(1));
    }
}
