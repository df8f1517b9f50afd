package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing repeated, in order in a topic, though the job is killed between the checkpoint and the commit of its
 * transactions, is stopped with a savepoint, goes on at another parallelism, and the broker is killed once.
 */
class TopicExactnessIT {

    @TempDir
    private Path directory;

    /** After the two that a job has to begin with. */
    private static final int[] PARALLELISMS = {1, 4, 2, 3};

    private int strikes;
    private int beforeCommit;

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
            assertThat(beforeCommit)
                    .as("kills before the commit of what the checkpoint holds")
                    .isPositive();
        }
    }

    private void strike(LocalJobProcess job, KafkaServer kafka) {
        job.with("-Dparallelism=" + PARALLELISMS[strikes % PARALLELISMS.length]);
        strikes++;
        if (strikes == 3) {
            job.startFrom(job.stopWithSavepoint());
            return;
        }
        if (strikes == 4) {
            kafka.kill();
            kafka.start();
            return;
        }
        job.killAtNextCheckpoint();
        beforeCommit += isToBeCommitted(job, kafka) ? 1 : 0;
        job.start();
    }

    /** Whether a transaction of changes is still open that the newest checkpoint holds: its name ends with its checkpoint. */
    private static boolean isToBeCommitted(LocalJobProcess job, KafkaServer kafka) {
        long newest = LocalJobProcess.completed(job.folder().resolve("checkpoints"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            return admin
                    .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .anyMatch(id -> id.startsWith("tidemark-shop-changes-")
                            && Long.parseLong(id.substring(id.lastIndexOf('-') + 1)) <= newest);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("listing transactions", e);
        }
    }
}
