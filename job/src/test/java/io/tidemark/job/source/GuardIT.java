package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.PublishedChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row over the limits ends the job or goes to the dead letters, as the task says, and nothing else is lost with it. */
class GuardIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void aRowOverTheLimitEndsTheJobAndWithAnotherPolicyIsKeptAside() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "shop",
                        KnownBad.NONE,
                        100,
                        "guard: { row-limit: 64KiB, record-limit: 1MiB, oversized: fail }")) {
            sql.run(
                    "CREATE TABLE doc (id int PRIMARY KEY, note text, body text)",
                    "INSERT INTO doc VALUES (1, 'small', 'x')");
            job.start();
            job.awaitChanges(1);
            sql.run(
                    "INSERT INTO doc VALUES (2, 'small', 'y')",
                    "INSERT INTO doc VALUES (3, 'large', repeat('z', 65536))",
                    "INSERT INTO doc VALUES (4, 'larger', repeat('z', 1048576))",
                    "INSERT INTO doc VALUES (5, 'small', 'v')");
            job.awaitEnd();

            assertThat(job.output())
                    .containsPattern("a change of public.doc at \\S+: the row has 65542 bytes, over guard.row-limit of"
                            + " 65536 bytes, most of them in column \"body\". Raise the limit, or set guard.oversized to"
                            + " dead-letter")
                    .doesNotContain("zzz");
            assertThat(ids(job)).isSubsetOf("1", "2");
            assertThat(job.deadLetters().all()).isEmpty();

            job.edit(yaml -> yaml.replace("oversized: fail", "oversized: dead-letter"))
                    .start();
            job.awaitChanges(3);

            assertThat(ids(job)).containsExactly("1", "2", "5");
            await("both dead letters")
                    .atMost(PATIENCE)
                    .until(() -> job.deadLetters().all().size() == 2);
            JsonNode large = new ObjectMapper().readTree(job.deadLetters().all().get(0));
            assertThat(large.get("key").get("id").asText()).isEqualTo("3");
            assertThat(large.get("column").asText()).isEqualTo("body");
            assertThat(large.get("size").asInt()).isEqualTo(65_542);
            assertThat(new String(large.get("after").get("body").binaryValue(), StandardCharsets.UTF_8))
                    .isEqualTo("z".repeat(65_536));
            JsonNode larger =
                    new ObjectMapper().readTree(job.deadLetters().all().get(1));
            assertThat(larger.get("key").get("id").asText()).isEqualTo("4");
            assertThat(larger.get("reason").asText()).contains("over guard.record-limit of 1048576 bytes");
            assertThat(larger.get("after").isNull()).isTrue();
        }
    }

    private static Iterable<String> ids(LocalJobProcess job) {
        return job.published().stream()
                .map(PublishedChange::after)
                .map(row -> row.text("id"))
                .toList();
    }
}
