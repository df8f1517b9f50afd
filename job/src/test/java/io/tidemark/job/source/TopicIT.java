package io.tidemark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of a topic, of several partitions, of a topic for each table finds; and at least once. */
class TopicIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static PostgresServer server;
    private static KafkaServer kafka;

    @BeforeAll
    static void startServers() {
        server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
        kafka = KafkaServer.startIn(directory.resolve("kafka"), Map.of());
    }

    @AfterAll
    static void stopServers() {
        kafka.close();
        server.close();
    }

    private static LocalJobProcess job(String task, String sink) {
        return new LocalJobProcess(directory.resolve(task), server, task, KnownBad.NONE, 100)
                .ofTask(task)
                .edit(yaml -> yaml.replaceAll(
                        "files: .*", "kafka: { brokers: \"%s\", %s }".formatted(kafka.bootstrap(), sink)));
    }

    @Test
    void aTopicHoldsChangesAndDeadLetters() throws Exception {
        try (Sql sql = Sql.inNew(server, "shop");
                PublishedTopic changes = new PublishedTopic(kafka.bootstrap(), "shop");
                PublishedTopic deadLetters = new PublishedTopic(kafka.bootstrap(), "shop.dead-letter");
                LocalJobProcess job =
                        job("shop", "topic: shop, format: json, properties: { max.request.size: '100000' }")) {
            sql.run(
                    "CREATE TABLE t (id int, part text, note text, PRIMARY KEY (id, part))",
                    "CREATE TABLE keyless (a int)",
                    "ALTER TABLE keyless REPLICA IDENTITY FULL",
                    "INSERT INTO t VALUES (1, 'a\"b', 'there')");
            job.start();
            List<String> seen = new ArrayList<>(awaitRecords(changes, job, 1));

            sql.run(
                    "INSERT INTO t VALUES (2, 'x', 'new')",
                    "UPDATE t SET id = 3 WHERE id = 2",
                    "DELETE FROM t WHERE id = 3",
                    "INSERT INTO keyless VALUES (7)",
                    "INSERT INTO t VALUES (4, 'large', repeat('z', 200000))",
                    "TRUNCATE t");
            seen.addAll(awaitRecords(changes, job, 6));

            assertThat(seen)
                    .containsExactly(
                            "r public.t {\"id\":1,\"part\":\"a\\\"b\"}",
                            "c public.t {\"id\":2,\"part\":\"x\"}",
                            "d public.t {\"id\":2,\"part\":\"x\"}",
                            "c public.t {\"id\":3,\"part\":\"x\"}",
                            "d public.t {\"id\":3,\"part\":\"x\"}",
                            "c public.keyless null",
                            "t public.t null");
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> letters.addAll(deadLetters.newRecords()) || !letters.isEmpty());
            assertThat(letters).singleElement().satisfies(letter -> assertThat(new String(letter.value(), UTF_8))
                    .contains("\"key\":{\"id\":\"4\",\"part\":\"large\"}")
                    .contains("bytes, but the topic takes no more than 100000 of one record")
                    .endsWith("\"before\":null,\"after\":null,\"row_left_out\":true}"));

            // a broker may give up what the newest checkpoint published: the one before can be restored, and sends it
            // again
            for (int id = 11; id < 14; id++) {
                sql.run("INSERT INTO t VALUES (%d, 'p', 'again')".formatted(id));
                awaitRecords(changes, job, 1);
            }
            job.kill();
            job.startFrom(beforeNewest(job));
            sql.run("INSERT INTO keyless VALUES (8)");
            List<String> again = new ArrayList<>();
            await("the last change").atMost(PATIENCE).failFast(job::assertAlive).until(() -> {
                again.addAll(summaries(changes));
                return again.contains("c public.keyless null");
            });
            assertThat(again).contains("c public.t {\"id\":13,\"part\":\"p\"}");
        }
    }

    @Test
    void changesOfARowStayInOrderInAPartitionOfItsOwn() throws Exception {
        try (Sql sql = Sql.inNew(server, "parted");
                PublishedTopic first = new PublishedTopic(kafka.bootstrap(), "parted", 0, Map.of());
                PublishedTopic second = new PublishedTopic(kafka.bootstrap(), "parted", 1, Map.of());
                LocalJobProcess job = job("parted", "topic: parted, partitions: 2, format: dts-avro")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, note text)", "INSERT INTO t VALUES (1, 'there')");
            job.start();
            Map<Integer, List<String>> seen =
                    Map.of(0, new ArrayList<>(awaitRecords(first, job, 1)), 1, new ArrayList<>());
            sql.run(
                    "INSERT INTO t VALUES (2, 'x'), (3, 'x'), (4, 'x')",
                    "UPDATE t SET note = 'y' WHERE id < 5",
                    "UPDATE t SET id = 5 WHERE id = 1", // from the first partition to the second
                    "TRUNCATE t");
            await("the truncated table in both")
                    .atMost(PATIENCE)
                    .failFast(job::assertAlive)
                    .until(() -> {
                        seen.get(0).addAll(summaries(first));
                        seen.get(1).addAll(summaries(second));
                        return seen.values().stream().allMatch(partition -> partition.contains("t public.t null"));
                    });

            assertThat(seen.get(0))
                    .containsExactly(
                            row("r", 1),
                            row("c", 2),
                            row("c", 4),
                            row("u", 1),
                            row("u", 2),
                            row("u", 4),
                            row("d", 1),
                            "t public.t null");
            assertThat(seen.get(1)).containsExactly(row("c", 3), row("u", 3), row("c", 5), "t public.t null");
        }
    }

    @Test
    void eachTableHasATopicOfItsOwn() throws Exception {
        try (Sql sql = Sql.inNew(server, "tables");
                PublishedTopic odd = new PublishedTopic(kafka.bootstrap(), "tables.public.Odd-2e-22-c3-a4");
                PublishedTopic later = new PublishedTopic(kafka.bootstrap(), "tables.public.later");
                LocalJobProcess job = job("tables", "topic: 'tables.{schema}.{table}', format: json")) {
            sql.run("CREATE TABLE \"Odd.\"\"ä\" (id int PRIMARY KEY)", "INSERT INTO \"Odd.\"\"ä\" VALUES (1)");
            job.start();
            awaitRecords(odd, job, 1);
            sql.run(
                    "CREATE TABLE later (id int PRIMARY KEY)",
                    "INSERT INTO later VALUES (7)",
                    "INSERT INTO \"Odd.\"\"ä\" VALUES (2)");

            assertThat(awaitRecords(later, job, 1)).containsExactly("c public.later {\"id\":7}");
            assertThat(awaitRecords(odd, job, 1)).containsExactly("c public.Odd.\"ä {\"id\":2}");
        }
    }

    @Test
    void atLeastOnceIsReadWithoutACheckpointAndComesAgainInOrder() throws Exception {
        try (Sql sql = Sql.inNew(server, "early");
                PublishedTopic changes = new PublishedTopic(kafka.bootstrap(), "early");
                LocalJobProcess job = job("early", "topic: early, format: json, delivery: at-least-once")) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            job.start();
            assertThat(awaitRecords(changes, job, 1)).containsExactly(row("r", 1));
            sql.run("INSERT INTO t VALUES (2)");
            assertThat(awaitRecords(changes, job, 1)).containsExactly(row("c", 2));
            Path checkpoints = job.folder().resolve("checkpoints");
            long covering = LocalJobProcess.completed(checkpoints) + 2;
            await().atMost(PATIENCE).until(() -> LocalJobProcess.completed(checkpoints) >= covering);
            job.kill();

            job.with("-Dcheckpoint.millis=3600000").start();
            sql.run("INSERT INTO t VALUES (3)", "INSERT INTO t VALUES (4)");
            assertThat(awaitRecords(changes, job, 2)).containsExactly(row("c", 3), row("c", 4));
            job.kill();

            sql.run("INSERT INTO t VALUES (5)");
            job.start();
            assertThat(awaitRecords(changes, job, 3)).containsExactly(row("c", 3), row("c", 4), row("c", 5));
        }
    }

    private static String row(String operation, int id) {
        return "%s public.t {\"id\":%d}".formatted(operation, id);
    }

    private static Path beforeNewest(LocalJobProcess job) {
        Path newest = job.newestCheckpoint().orElseThrow();
        long number = LocalJobProcess.completed(job.folder().resolve("checkpoints"));
        return newest.resolveSibling("chk-" + (number - 1));
    }

    /** Waits for so many records, and gives for each its operation, table and key. */
    private static List<String> awaitRecords(PublishedTopic topic, LocalJobProcess job, int count) {
        List<String> seen = new ArrayList<>();
        await(count + " records").atMost(PATIENCE).failFast(job::assertAlive).until(() -> {
            seen.addAll(summaries(topic));
            return seen.size() >= count;
        });
        return seen;
    }

    private static List<String> summaries(PublishedTopic topic) {
        return topic.newRecords().stream()
                .map(record -> "%s %s %s"
                        .formatted(
                                header(record, "op"),
                                header(record, "table"),
                                record.key() == null ? null : new String(record.key(), UTF_8)))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
