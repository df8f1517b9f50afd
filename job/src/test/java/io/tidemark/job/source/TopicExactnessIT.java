package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing repeated, in order in a topic, though the job is killed in the moment in which a checkpoint is
 * complete, and the broker is killed once.
 */
class TopicExactnessIT {

    @TempDir
    private Path directory;

    private int strikes;

    @Test
    void everyChangeComesOnceThoughTheJobDiesAtItsCheckpointsAndTheBrokerDies() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(
                        directory.resolve("postgres"), Map.of("max_connections", "60", "fsync", "off"));
                KafkaServer kafka = KafkaServer.startIn(directory.resolve("kafka"), Map.of());
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("task"), server, "shop", KnownBad.NONE, 500);
                PublishedTopic topic = new PublishedTopic(kafka.bootstrap(), "changes")) {
            job.edit(yaml -> yaml.replaceAll(
                    "files: .*",
                    "kafka: { brokers: \"%s\", topic: changes, format: json }".formatted(kafka.bootstrap())));

            KillScenario.Outcome outcome =
                    new KillScenario(server, "shop", job, topic, () -> strike(job, kafka)).play(1);

            assertThat(outcome.verdict())
                    .as(() -> String.join("\n", KillScenario.lastLines(outcome.output())))
                    .isNotNull();
            assertThat(outcome.verdict().isClean())
                    .as(outcome.verdict().table())
                    .isTrue();
            assertThat(outcome.verdict().snapshotRows()).isPositive();
        }
    }

    private void strike(LocalJobProcess job, KafkaServer kafka) {
        if (++strikes == 4) {
            kafka.kill();
            kafka.start();
            return;
        }
        job.killAtNextCheckpoint();
        job.start();
    }
}
