package io.tidemark.reader;

import static io.tidemark.reader.PrintedGroups.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.record.Change;
import io.tidemark.record.Column;
import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.DtsAvroEncoder;
import io.tidemark.record.Operation;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import io.tidemark.record.Transaction;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Groups of a topic on brokers that ask for no login. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicGroupsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private KafkaServer kafka;
    private TopicFixture topics;
    private String topic;
    private Path task;

    @BeforeAll
    void startKafka(@TempDir Path folder) {
        kafka = KafkaServer.startIn(folder.resolve("kafka"), Map.of());
        topics = new TopicFixture(folder, kafka, Map.of());
    }

    @AfterAll
    void stopKafka() {
        topics.close();
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        topics.createTopic(topic);
        task = topics.task(topic, topic, "json", 3, Map.of());
        topics.printed();
        topics.complaint();
    }

    @Test
    void aGroupsWholeLife() throws Exception {
        topics.publish(topic, 1, 5); // offsets 0 to 4, and 5 where the transaction ends

        assertThat(topics.groups(task, "create", "life")).as(topics.complaint()).isZero();
        assertThat(topics.printed()).isEqualTo("""
                group 'life' begins at the oldest record that is kept
                it has no account, because security.protocol says that the brokers ask for no login
                """);
        assertThat(topics.groups(task, "list")).isZero();
        assertThat(topics.printed()).isEqualTo("""
                kept: agroupswholelife-0, offset 0 (from 2026-11-01T12:00:01Z, 0/197A1C0#1) to agroupswholelife-0, offset 4 (to 2026-11-01T12:00:05Z, 0/197A1C0#5)
                GROUP  CHECKPOINT  DELAY  UNCONSUMED  READER
                life   -           4 s    6           -1
                """);

        assertThat(TopicFixture.read(task, "life", null)).isEqualTo(lines(1, 5));
        topics.publish(topic, 6, 8);
        assertThat(topics.groups(task, "describe", "life")).isZero();
        assertThat(topics.printed()).isEqualTo("""
                group:      life
                checkpoint: 2026-11-01T12:00:05Z
                delay:      3 s
                unconsumed: 4
                reader:     -1
                goes on at: agroupswholelife-0, offset 6
                kept:       agroupswholelife-0, offset 0 (from 2026-11-01T12:00:01Z, 0/197A1C0#1) to agroupswholelife-0, offset 8 (to 2026-11-01T12:00:08Z, 0/197A1C0#8)
                """);

        assertThat(topics.groups(task, "create", "life")).isEqualTo(1);
        assertThat(topics.complaint())
                .isEqualTo("there is a group 'life' already. To move it: groups TASK.yaml reset life --to START."
                        + " To give it an account: groups TASK.yaml password life\n");
        assertThat(topics.groups(task, "reset", "life", "--to", "latest")).isZero();
        assertThat(topics.printed()).isEqualTo("group 'life' goes on at agroupswholelife-0, offset 10\n");
        assertThat(TopicFixture.read(task, "life", null)).isEmpty();
        assertThat(topics.groups(task, "delete", "life")).isZero();
        assertThat(topics.groups(task, "describe", "life")).isEqualTo(1);
        assertThat(topics.complaint()).isEqualTo("there is no group 'life'; there is none at all\n");
    }

    @Test
    void topicsOfTablesAreReadAsOneAlsoThoseOfLaterTables() throws Exception {
        String prefix = topic;
        topics.createTopic(prefix + ".public.a");
        topics.publish(prefix + ".public.a", 1, 2);
        task = topics.task(prefix, "'%s.{schema}.{table}'".formatted(prefix), "json", 3, Map.of());
        assertThat(TopicFixture.read(task, "all", null)).isEqualTo(lines(1, 2));

        topics.createTopic(prefix + ".public.b");
        topics.publish(prefix + ".public.b", 3, 5);

        assertThat(topics.groups(task, "describe", "all"))
                .as(topics.complaint())
                .isZero();
        assertThat(topics.printed())
                .contains(
                        "unconsumed: 4\n",
                        "goes on at: %1$s.public.a-0, offset 3; %1$s.public.b-0, offset 0".formatted(prefix));
        assertThat(TopicFixture.read(task, "all", null)).isEqualTo(lines(3, 5));
        assertThat(topics.groups(task, "reset", "all", "--to", "0/197A1C0#4"))
                .as(topics.complaint())
                .isZero();
        assertThat(TopicFixture.read(task, "all", null)).isEqualTo(lines(4, 5));
    }

    @Test
    void beginsWhereItIsTold() throws Exception {
        topics.publish(topic, 1, 3);
        topics.abort(topic, 90, 95);
        topics.publish(topic, 4, 6);
        topics.publish(topic, 7, 9);

        for (long number : new long[] {1, 3, 4, 9}) {
            assertThat(TopicFixture.read(task, "begins", "0/197A1C0#" + number)).isEqualTo(lines(number, 9));
            assertThat(TopicFixture.read(task, "begins", "2026-11-01T12:00:0" + number + "Z"))
                    .isEqualTo(lines(number, 9));
        }
        assertThat(TopicFixture.read(task, "begins", "2026-11-01T20:00:03.001+08:00"))
                .isEqualTo(lines(4, 9));
        assertThat(TopicFixture.read(task, "begins", "earliest")).isEqualTo(lines(1, 9));
        assertThat(TopicFixture.read(task, "begins", "latest")).isEmpty();
        String kept = "Kept is beginswhereitistold-0, offset 0 (from 2026-11-01T12:00:01Z, 0/197A1C0#1) to"
                + " beginswhereitistold-0, offset 17 (to 2026-11-01T12:00:09Z, 0/197A1C0#9).";
        assertThatThrownBy(() -> TopicFixture.read(task, "begins", "2026-11-01T12:00:00Z"))
                .hasMessage("2026-11-01T12:00:00Z is before all that is kept. " + kept
                        + " To begin with the oldest record of it: earliest");
        assertThatThrownBy(() -> TopicFixture.read(task, "begins", "2026-11-01T12:00:10Z"))
                .hasMessage("2026-11-01T12:00:10Z is after all that is kept. " + kept
                        + " To begin with whatever comes next: latest");
        assertThatThrownBy(() -> TopicFixture.read(task, "begins", "0/197A1C1"))
                .hasMessage(
                        "0/197A1C1 is after all that is kept. " + kept + " To begin with whatever comes next: latest");
    }

    /** As a task fills it: rows of the snapshot in no order, then a stream that began before they were read, published late. */
    @Test
    void findsTheFirstInWhateverOrder() throws Exception {
        topics.publish(List.of(
                odd("0/2100#0", 22, 50),
                odd("0/2300#0", 21, 50),
                odd("0/2200#0", 23, 50),
                odd("0/1000#1", 10, 51),
                odd("0/1000#2", 10, 51),
                odd("0/1500#1", 12, 52),
                odd("0/3000#1", 11, 52),
                odd("0/3000#4", 30, 53)));

        try (TopicReader reader = new TopicReader(client())) {
            TopicSearch search = new TopicSearch(reader);
            assertThat(offset(search, "0/2100")).isZero();
            assertThat(offset(search, "0/2200")).isEqualTo(1);
            assertThat(offset(search, "0/2301")).isEqualTo(6);
            assertThat(offset(search, "0/3000#2")).isEqualTo(7);
            assertThat(offset(search, "2026-11-01T12:00:23Z")).isEqualTo(2);
            assertThat(offset(search, "2026-11-01T12:00:22.001Z")).isEqualTo(2);
            assertThat(offset(search, "2026-11-01T12:00:24Z")).isEqualTo(7);
        }
    }

    @Test
    void readsAllPartitions() throws Exception {
        topics.createTopic("two", 2);
        Path two = topics.task("two", "two", "json", 3, Map.of());
        topics.publish(List.of(
                TopicFixture.record("two", 0, "0/1#1", 1, 1, "one".getBytes(UTF_8)),
                TopicFixture.record("two", 1, "0/1#2", 1, 1, "two".getBytes(UTF_8)),
                TopicFixture.record("two", 1, "0/2#1", 5, 5, "three".getBytes(UTF_8))));

        assertThat(TopicFixture.read(two, "both", null).lines()).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(topics.groups(two, "list")).isZero();
        assertThat(topics.printed()).contains("both   2026-11-01T12:00:05Z  0 s    0           -1");
        assertThat(topics.groups(two, "reset", "both", "--to", "2026-11-01T12:00:02Z"))
                .isZero();
        assertThat(topics.printed()).isEqualTo("group 'both' goes on at two-0, offset 2; two-1, offset 1\n");
    }

    @Test
    void outlivesTheBroker() throws Exception {
        topics.publish(topic, 1, 10);
        try (ConsumerProcess consumer = ConsumerProcess.start(task, "--group", "outlives", "--follow")) {
            await().atMost(PATIENCE).until(() -> consumer.printed().size() == 10);
            kafka.kill();
            kafka.start();
            topics.publish(topic, 11, 20);
            await().atMost(PATIENCE).until(() -> consumer.printed().contains(20L));
            assertThat(consumer.terminate().printed())
                    .endsWith(LongStream.rangeClosed(11, 20).boxed().toArray(Long[]::new));
        }
    }

    @Test
    void aClosedPipeSavesNothing() throws Exception {
        topics.publish(topic, 1, 5000); // more than a pipe holds
        try (ConsumerProcess consumer = ConsumerProcess.unread(task, "--group", "head")) {
            assertThat(consumer.output().read()).isEqualTo('{');
            consumer.output().close();
            assertThat(consumer.await()).as(consumer.errors()).isZero();
        }
        assertThat(TopicFixture.read(task, "head", null).lines()).hasSize(5000);
    }

    /** How many take part in a group, once the brokers have given out its partitions. */
    private int settledMembers(String group) throws Exception {
        ConsumerGroupDescription described =
                topics.admin.describeConsumerGroups(List.of(group)).all().get().get(group);
        return described.state() == ConsumerGroupState.STABLE
                ? described.members().size()
                : 0;
    }

    private TopicClient client() throws Exception {
        TaskFile file = TaskFile.readWithoutSecrets(task);
        return TopicClient.of(file, (Sink.Kafka) file.sink(), null);
    }

    private ProducerRecord<byte[], byte[]> odd(String position, long committed, long published) {
        return TopicFixture.record(topic, 0, position, committed, published, new byte[] {1});
    }

    private static long offset(TopicSearch search, String start) {
        return StartPoint.parse(start)
                .locate(search)
                .offsets()
                .values()
                .iterator()
                .next();
    }

    @Test
    void goesOnWithoutAGapWhereTheOneWhoReadWasKilled() throws Exception {
        topics.publish(topic, 1, 100);
        // a name before that of the first, which Kafka's own choice would give the partition to
        String config = topics.config("second", Map.of("client.id", "a")).toString();
        try (ConsumerProcess first = ConsumerProcess.start(task, "--group", "killed", "--follow")) {
            await().atMost(PATIENCE).until(() -> first.printed().size() == 100);
            try (ConsumerProcess second =
                    ConsumerProcess.start(task, "--group", "killed", "--follow", "--config", config)) {
                await().atMost(PATIENCE).until(() -> second.errors().contains("waiting to take over"));
                assertThat(second.errors())
                        .startsWith("group 'killed' is read by process-%d-on-%s on 127.0.0.1: waiting to take over"
                                .formatted(first.pid(), Holder.self().host()));
                await().atMost(PATIENCE).until(() -> settledMembers("killed") == 2);
                assertThat(topics.groups(task, "delete", "killed")).isEqualTo(1);
                assertThat(topics.complaint())
                        .isEqualTo(
                                "group 'killed' is read by process-%d-on-%s on 127.0.0.1, and is left as it is: end that consumer first, and all that wait to take over\n"
                                        .formatted(first.pid(), Holder.self().host()));

                first.kill();
                topics.publish(topic, 101, 200);
                await().atMost(PATIENCE).until(() -> second.printed().contains(200L));

                List<Long> printed = second.terminate().printed();
                assertThat(printed.get(0)).isBetween(1L, 101L);
                assertThat(printed)
                        .isEqualTo(LongStream.rangeClosed(printed.get(0), 200)
                                .boxed()
                                .toList());
            }
        }
        assertThat(TopicFixture.read(task, "killed", null))
                .as("SIGTERM has saved")
                .isEmpty();
    }

    @Test
    void isToldThatTheRetentionRemovedWhatComesNext() throws Exception {
        topics.publish(topic, 1, 2);
        assertThat(TopicFixture.read(task, "late", null)).isEqualTo(lines(1, 2));
        topics.groups(task, "create", "new");
        topics.publish(topic, 3, 5); // offsets 3 to 5
        topics.admin
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(4)))
                .all()
                .get();

        String cannot =
                "group 'late' cannot go on without leaving out records: it stands at istoldthattheretentionremovedwhatcomesnext-0, offset 3,";
        assertThatThrownBy(() -> TopicFixture.read(task, "late", null))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith(cannot)
                .hasMessageContaining(
                        "Kept is istoldthattheretentionremovedwhatcomesnext-0, offset 4 (from 2026-11-01T12:00:04Z");
        topics.printed();
        assertThat(topics.groups(task, "list")).isEqualTo(1);
        assertThat(topics.printed())
                .contains("late   -           -      -           -1\n", "new    -           1 s    3");
        assertThat(topics.complaint()).startsWith("group 'late' cannot go on: " + cannot);
        assertThat(TopicFixture.read(task, "late", "earliest")).isEqualTo(lines(4, 5));
        assertThat(TopicFixture.read(task, "new", null))
                .as("it had read nothing")
                .isEqualTo(lines(4, 5));
    }

    @Test
    void refusesOneGroupTooMany() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            assertThat(topics.groups(task, "create", name)).isZero();
        }

        String full =
                "there are 3 groups already, and sink.kafka.max-groups is 3: delete one, or raise it in the task file\n";
        assertThat(topics.groups(task, "create", "d")).isEqualTo(1);
        assertThat(topics.complaint()).isEqualTo(full);
        assertThat(topics.consume(task, "--group", "d")).isEqualTo(1);
        assertThat(topics.complaint()).isEqualTo(full);
    }

    @Test
    void refusesANameThatReadsSomethingElse() throws Exception {
        topics.createTopic("else");
        topics.admin
                .alterConsumerGroupOffsets("taken", Map.of(new TopicPartition("else", 0), new OffsetAndMetadata(0)))
                .all()
                .get();

        assertThat(topics.groups(task, "create", "taken")).isEqualTo(1);
        assertThat(topics.consume(task, "--group", "taken")).isEqualTo(1);
        assertThat(topics.complaint().lines())
                .hasSize(2)
                .containsOnly("the broker has a group 'taken' already, which reads other topics than '" + topic
                        + "': choose another name");
    }

    @Test
    void printsDtsAvroAsJson() throws Exception {
        Table table = new Table("shop", "public", "notes", 1, List.of(new Column("id", 23, -1, true)));
        Transaction transaction = new Transaction(7, 26_714_560, 1_793_534_401_000_000L);
        byte[] avro = new DtsAvroEncoder("170000")
                .encode(new Change(Operation.INSERT, table, transaction, 1, 1, false, null, Row.of("1"), 1_000));
        topics.publish(List.of(TopicFixture.record(topic, 1, avro)));
        Path other = topics.task("avro", topic, "dts-avro", 3, Map.of());

        assertThat(TopicFixture.read(other, "avro", null))
                .isEqualTo(DtsAvroDecoder.json(new DtsAvroDecoder().decode(avro)) + "\n");
        topics.publish(topic, 2, 2);
        assertThatThrownBy(() -> TopicFixture.read(other, "avro", null))
                .hasMessageStartingWith(
                        "the record at offset 2 of partition 0 of topic '" + topic + "' can't be read: ");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(topics.consume(task, "--group", "empty")).isZero();
        assertThat(topics.complaint()).isEqualTo("nothing to read yet: the topic has no record\n");
        assertThat(topics.groups(task, "describe", "empty")).isZero();
        assertThat(topics.printed()).contains("goes on at: the oldest record that is kept\n");

        Path missing = topics.task("missing", "missing", "json", 3, Map.of());
        assertThat(topics.consume(missing, "--group", "a")).isEqualTo(1);
        assertThat(topics.groups(missing, "list")).isEqualTo(1);
        assertThat(topics.complaint().lines())
                .hasSize(2)
                .containsOnly(
                        "the topic 'missing' does not exist: the job makes it when it first starts. Start the task,"
                                + " or look at sink.kafka.topic");
        Path config = topics.config(
                "nowhere",
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "default.api.timeout.ms",
                        "1000",
                        "request.timeout.ms",
                        "1000"));
        assertThat(topics.groups(task, "--config", config.toString(), "list")).isEqualTo(1);
        assertThat(topics.complaint()).startsWith("none of the brokers '127.0.0.1:1' answered (");
        assertThat(topics.consume(task, "--config", config.toString(), "--group", "a"))
                .isEqualTo(1);
        assertThat(topics.complaint()).startsWith("none of the brokers '127.0.0.1:1' answered (");
    }
}
