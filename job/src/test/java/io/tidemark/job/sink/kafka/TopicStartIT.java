package io.tidemark.job.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.job.source.RefusedException;
import io.tidemark.task.Guard;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicStartIT {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(601);

    @TempDir
    static Path directory;

    private static KafkaServer kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaServer.startIn(directory.resolve("kafka"), Map.of());
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void makesTheTopicsAndFindsThemTheNextTime() throws IOException {
        TopicLimits made = check("topic: made, retention: 2h");

        assertThat(made).isEqualTo(new TopicLimits(32 << 20, 900_000)).isEqualTo(check("topic: made, retention: 2h"));
    }

    @Test
    void tellsEverythingInWhichATopicDiffers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(
                            List.of(new NewTopic("other", 2, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> check("topic: other, replication: 2"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("""
                        topic other is there with 2 partitions, but sink.kafka.partitions is 1. Delete the topic and it is made anew, or name another one
                        topic other is there with retention.ms=604800000, but sink.kafka.retention is 86400000 ms. Alter the topic, or say in the task file what it has
                        topic other is there with 1 replicas, but sink.kafka.replication is 2. Alter the topic, or say in the task file what it has
                        topic other has cleanup.policy=compact, which removes changes that readers have yet to see, but must have delete. Alter the topic, or name another one
                        topic other.dead-letter is missing, and the broker refused to make it: Unable to replicate the partition 2 time(s): The target replication factor of 2 cannot be reached because only 1 broker(s) are registered. Give the task's user the right to create it, or have it made with partitions=1, retention.ms=86400000 and cleanup.policy=delete""");
    }

    @Test
    void aTransactionMayNotBeOpenForLongerThanTheBrokerAllows() {
        assertThatThrownBy(() -> check("topic: t, properties: { transaction.timeout.ms: '3600000' }"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "sink.kafka.properties.transaction.timeout.ms is 3600000 ms, but the broker allows 900000 ms (transaction.max.timeout.ms): lower the one, leave it out, or raise the other");
    }

    @Test
    void aTransactionMustOutlastACheckpoint() {
        assertThatThrownBy(() -> check("topic: t, properties: { transaction.timeout.ms: '60000' }"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "a transaction may stay open for 60000 ms (transaction.timeout.ms, at most the broker's transaction.max.timeout.ms of 900000 ms), but from one checkpoint to the end of the next it may take 601000 ms (execution.checkpointing.interval and .timeout): raise the one, or lower the other");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() {
        assertThatThrownBy(() -> check(
                        "127.0.0.1:1",
                        "topic: t, properties: { default.api.timeout.ms: '1000', request.timeout.ms: '500' }"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("none of the brokers '127.0.0.1:1' answered (")
                .hasMessageEndingWith(
                        "). Check sink.kafka.brokers, that they run, and security.protocol in sink.kafka.properties");
    }

    @Test
    void propertiesThatNoClientTakesAreTold() {
        assertThatThrownBy(() -> check("topic: t, properties: { security.protocol: TLS }"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the Kafka client can't be made with sink.kafka.properties: ");
    }

    @Test
    void timesInSecondsAreOldByTheJobsOwnRetention() throws Exception {
        String settings = "topic: 'seconds.{schema}.{table}', delivery: at-least-once, timestamps: seconds";
        check(settings);
        Sink.Kafka sink = (Sink.Kafka) task(kafka.bootstrap(), settings).sink();
        new TableTopics(sink, new Guard(1 << 20, 1 << 20, Guard.Oversized.FAIL), new TopicLimits(1 << 20, 1000))
                .provide("seconds.public.t");
        long now = System.currentTimeMillis();
        TopicPartition partition = new TopicPartition("seconds.public.t", 0);
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrap());
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (long hour : new long[] {26, 25, 1}) {
                long time = now / 1000 - Duration.ofHours(hour).toSeconds();
                producer.send(new ProducerRecord<>(partition.topic(), 0, time, null, new byte[] {1}))
                        .get();
            }

            new OldRecords(sink).delete(now - Duration.ofHours(24).toMillis());
            assertThat(consumer.beginningOffsets(List.of(partition))).containsValue(2L);

            new OldRecords(sink).delete(now);
            assertThat(consumer.beginningOffsets(List.of(partition))).containsValue(3L);
        }
    }

    @Test
    void aTopicWhoseRecordsTheBrokerWouldDeleteIsRefused() throws IOException {
        check("topic: milliseconds");

        assertThatThrownBy(() -> check("topic: milliseconds, delivery: at-least-once, timestamps: seconds"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "topic milliseconds is there with retention.ms=86400000, but sink.kafka.timestamps: seconds needs -1, and the job deletes what is older than sink.kafka.retention. Alter the topic, or leave timestamps out");
    }

    @Test
    void aLoginThatCanNotBeReadIsNotQuoted() throws IOException {
        Files.writeString(directory.resolve("login"), "Module canary password=\"canary\"");

        assertThatThrownBy(
                        () -> check(
                                "topic: t, properties: { security.protocol: SASL_PLAINTEXT, sasl.jaas.config: '${file:login}' }"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "the Kafka client can't be made with sink.kafka.properties: sasl.jaas.config is not of the form CLASS required username=\"...\" password=\"...\";")
                .hasNoCause();
    }

    private static TopicLimits check(String settings) throws IOException {
        return check(kafka.bootstrap(), settings);
    }

    private static TopicLimits check(String brokers, String settings) throws IOException {
        TaskFile task = task(brokers, settings);
        return new TopicStart(task, (Sink.Kafka) task.sink()).check(CHECKPOINTS);
    }

    private static TaskFile task(String brokers, String settings) throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), """
                task: shop
                source:
                  host: db.invalid
                  database: shop
                  user: tidemark
                  password: ${file:%s}
                  tls: { mode: disable }
                sink:
                  kafka: { brokers: "%s", %s }
                """.formatted(
                        Files.writeString(directory.resolve("password"), "none"), brokers, settings));
        return TaskFile.read(file);
    }
}
