package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;

/** Topics as the job fills them, and the commands that read them. */
final class TopicFixture implements AutoCloseable {

    private static final long TIME = 1_793_534_400_000L; // 2026-11-01T12:00:00Z

    final Path folder;
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;
    final Admin admin;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    TopicFixture(Path folder, KafkaServer server, Map<String, String> login) {
        this.folder = folder;
        this.client = new HashMap<>(login);
        client.put("bootstrap.servers", server.bootstrap());
        this.admin = Admin.create(client);
        Map<String, Object> transactional = new HashMap<>(client);
        transactional.put("transactional.id", "fixture");
        this.producer = new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    void createTopic(String topic) throws Exception {
        createTopic(topic, 1);
    }

    void createTopic(String topic, int partitions) throws Exception {
        // the records' times are long ago
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(Map.of("retention.ms", "-1"))))
                .all()
                .get();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> !producer.partitionsFor(topic)
                .isEmpty());
    }

    /** A change of format json: published, like all of a transaction, some time after it committed. */
    static ProducerRecord<byte[], byte[]> change(String topic, long number) {
        return record(topic, number, PrintedGroups.line(number).getBytes(UTF_8));
    }

    static ProducerRecord<byte[], byte[]> record(String topic, long number, byte[] value) {
        return record(topic, 0, "0/197A1C0#" + number, number, number, value);
    }

    /**
     * Of any kind.
     *
     * @param committed in seconds since {@link #TIME}
     * @param published in seconds since {@link #TIME}, and a half
     */
    static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, String position, long committed, long published, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, TIME + 1000 * published + 500, null, value);
        record.headers().add("op", (position.endsWith("#0") ? "r" : "c").getBytes(UTF_8));
        record.headers().add("position", position.getBytes(UTF_8));
        record.headers().add("commit-ms", Long.toString(TIME + 1000 * committed).getBytes(UTF_8));
        record.headers().add("table", "public.orders".getBytes(UTF_8));
        return record;
    }

    void publish(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<TopicPartition, Long> sent = send(records);
        producer.commitTransaction();
        awaitEnd(sent);
    }

    /** Changes of format json, in one transaction. */
    void publish(String topic, long first, long last) throws Exception {
        publish(changes(topic, first, last));
    }

    /** The same, which nobody may see. */
    void abort(String topic, long first, long last) throws Exception {
        Map<TopicPartition, Long> sent = send(changes(topic, first, last));
        producer.abortTransaction();
        awaitEnd(sent);
    }

    /** Gives the last offset in each partition. */
    private Map<TopicPartition, Long> send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        Map<TopicPartition, Long> last = new HashMap<>();
        for (Future<RecordMetadata> record : sent) {
            RecordMetadata at = record.get();
            last.merge(new TopicPartition(at.topic(), at.partition()), at.offset(), Math::max);
        }
        return last;
    }

    /** A transaction has ended when its coordinator says so; readers see that only when each partition has been told. */
    private void awaitEnd(Map<TopicPartition, Long> sent) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        sent.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> admin.listOffsets(ends, committed).all().get().entrySet().stream()
                        .allMatch(end -> end.getValue().offset() > sent.get(end.getKey())));
    }

    private static List<ProducerRecord<byte[], byte[]>> changes(String topic, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> change(topic, number))
                .toList();
    }

    /** A task file whose client has these properties. */
    Path task(String name, String topic, String format, int maxGroups, Map<String, String> properties)
            throws Exception {
        StringBuilder sink =
                new StringBuilder("kafka:\n    brokers: \"%s\"\n    topic: %s\n    format: %s\n    max-groups: %d\n"
                        .formatted(client.get("bootstrap.servers"), topic, format, maxGroups));
        sink.append("    properties:\n      request.timeout.ms: \"5000\"\n      default.api.timeout.ms: \"5000\"\n");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            Path secret = Files.writeString(folder.resolve(name + "." + property.getKey()), property.getValue());
            sink.append("      %s: ${file:%s}\n".formatted(property.getKey(), secret));
        }
        Path directory = Files.createDirectories(folder.resolve(name));
        Path file = FilesTask.writeWithSink(directory, sink.toString());
        return Files.writeString(file, Files.readString(file).replace("task: shop\n", "task: " + name + "\n"));
    }

    /** A file for {@code --config}. */
    Path config(String name, Map<String, String> properties) throws Exception {
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return Files.writeString(folder.resolve(name + ".properties"), text);
    }

    /** Runs {@code tidemark groups}; what it says is in {@link #printed} and {@link #complaint}. */
    int groups(Path task, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = task.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine(GroupsCommand.commandLine()).execute(all);
    }

    int consume(Path task, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = task.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine(ConsumeCommand.commandLine()).execute(all);
    }

    private CommandLine commandLine(CommandLine command) {
        return command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
    }

    String printed() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    String complaint() {
        String text = err.toString();
        err.getBuffer().setLength(0);
        return text;
    }

    /** What a group reads to the end. */
    static String read(Path task, String group, String from) throws Exception {
        return read(task, group, from, null);
    }

    /** @param config with another login than the task's */
    static String read(Path task, String group, String from, Path config) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        TaskFile file = TaskFile.readWithoutSecrets(task);
        TopicClient client = TopicClient.of(file, (Sink.Kafka) file.sink(), config);
        try (TopicConsumption consumption = new TopicConsumption(
                client,
                new GroupName(group),
                new Output(Channels.newChannel(printed)),
                new StopSignal(),
                message -> {})) {
            consumption.run(from == null ? null : StartPoint.parse(from), AtEnd.RETURN);
        }
        return printed.toString(UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
