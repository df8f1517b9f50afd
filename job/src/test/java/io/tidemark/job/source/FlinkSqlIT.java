package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaServer;
import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that docs/kafka.md makes of a topic in Flink SQL is the table of the source; what it says not to work does not. */
class FlinkSqlIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "kafka.md");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String EARLIEST = "'earliest-offset'";

    private static final String COLUMNS =
            "id, amount, weight, paid, day, made, placed_at, buyer::text, tags::text, image::text, note";
    private static final List<Class<?>> TYPES = List.of(
            Integer.class,
            BigDecimal.class,
            Double.class,
            Boolean.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            String.class,
            String.class,
            String.class,
            String.class);

    @TempDir
    private Path directory;

    private final List<ConsumerRecord<byte[], byte[]>> published = new ArrayList<>();

    @Test
    void theTableEqualsTheSource() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of("fsync", "off"));
                KafkaServer kafka = KafkaServer.startIn(directory.resolve("kafka"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                PublishedTopic topic = new PublishedTopic(kafka.bootstrap(), "shop");
                LocalJobProcess job =
                        new LocalJobProcess(directory.resolve("task"), server, "shop", KnownBad.NONE, 100)) {
            createTables(sql);
            job.edit(yaml -> yaml.replaceAll(
                            "files: .*",
                            "kafka: { brokers: \"%s\", topic: shop, format: json }".formatted(kafka.bootstrap())))
                    .start();
            awaitRecords(topic, job, 4);
            change(sql);
            awaitRecords(topic, job, 12);

            List<Row> table = rows(changes(kafka, EARLIEST, ""));

            assertThat(table).hasSize(4).containsExactlyInAnyOrderElementsOf(source(server));

            sql.run("TRUNCATE orders");
            long truncated = awaitRecords(topic, job, 13);
            assertThatThrownBy(() -> changes(kafka, EARLIEST, ""))
                    .hasStackTraceContaining("Unknown \"op\" value \"t\"");

            // of a table without the old row in the log, which the query leaves out
            sql.run("UPDATE plain SET note = 'other' WHERE id = 1");
            awaitRecords(topic, job, 14);
            String after = "'specific-offsets', 'scan.startup.specific-offsets' = 'partition:0,offset:%d'"
                    .formatted(truncated + 1);
            assertThatThrownBy(() -> changes(kafka, after, "")).hasStackTraceContaining("set REPLICA IDENTITY to FULL");

            assertThat(rows(changes(kafka, EARLIEST, ", 'debezium-json.ignore-parse-errors' = 'true'")))
                    .containsExactlyInAnyOrderElementsOf(table);
        }
    }

    private static void createTables(Sql sql) throws SQLException {
        sql.run(
                "CREATE TABLE orders (id int PRIMARY KEY, amount numeric(10,2), weight float8, paid boolean, day date, made timestamp, placed_at timestamptz, buyer uuid, tags text[], image bytea, note text)",
                "ALTER TABLE orders REPLICA IDENTITY FULL",
                "CREATE TABLE plain (id int PRIMARY KEY, note text, amount numeric)",
                "INSERT INTO plain VALUES (1, 'of another table', 9)",
                insert(1, 3));
    }

    private static void change(Sql sql) throws SQLException {
        sql.run(
                insert(4, 5),
                "UPDATE orders SET amount = amount + 1, note = E'say \"hi\"\\n\\tC:\\\\tmp na\\u00efve \\U0001F30A' WHERE id = 1",
                "UPDATE orders SET (weight, paid, day, made, placed_at, buyer, tags, image, note) = ROW(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) WHERE id = 2",
                "UPDATE orders SET id = 30 WHERE id = 3", // two records
                "DELETE FROM orders WHERE id = 4",
                "INSERT INTO plain VALUES (2, 'new', 10)");
    }

    private static String insert(int first, int last) {
        return "INSERT INTO orders SELECT i, 9.9 * i, 1e-7 * i, i %% 2 = 0, '2026-01-31', '2026-01-31 18:00:00.123456', '2026-01-31 18:00:00.5+00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', ARRAY['a b', NULL], '\\x00ff', 'there' FROM generate_series(%d, %d) i"
                .formatted(first, last);
    }

    /** Waits until so many records are published in all, and gives the offset of the last one. */
    private long awaitRecords(PublishedTopic topic, LocalJobProcess job, int count) {
        await(count + " records").atMost(PATIENCE).failFast(job::assertAlive).until(() -> {
            published.addAll(topic.newRecords());
            return published.size() >= count;
        });
        return published.get(published.size() - 1).offset();
    }

    /** What the document's query gives for what the topic holds now. */
    private static List<Row> changes(KafkaServer kafka, String start, String options) throws IOException {
        StreamTableEnvironment flink =
                StreamTableEnvironment.create(StreamExecutionEnvironment.createLocalEnvironment(1));
        List<String> statements = documented();
        Matcher zone = Pattern.compile("SET '(.*)' = '(.*)'").matcher(statements.get(0));
        assertThat(zone.matches()).isTrue();
        flink.getConfig().set(zone.group(1), zone.group(2));
        flink.executeSql(statements
                .get(1)
                .replace("kafka-1:9092", kafka.bootstrap())
                .replace(EARLIEST, start)
                .replaceFirst("\\)$", ", 'scan.bounded.mode' = 'latest-offset'" + options + ")"));
        List<Row> changes = new ArrayList<>();
        flink.executeSql(statements.get(2)).collect().forEachRemaining(changes::add);
        return changes;
    }

    private static List<String> documented() throws IOException {
        Matcher block = Pattern.compile("(?ms)^```sql\\n(.*?)^```$").matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return Pattern.compile(";\\s*").splitAsStream(block.group(1)).toList();
    }

    /** The rows that are left when each change has been made; what is taken away must be there. */
    private static List<Row> rows(List<Row> changes) {
        List<Row> rows = new ArrayList<>();
        for (Row change : changes) {
            RowKind kind = change.getKind();
            change.setKind(RowKind.INSERT);
            if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
                rows.add(change);
            } else {
                assertThat(rows.remove(change)).as("%s %s", kind, change).isTrue();
            }
        }
        return rows;
    }

    private static List<Row> source(PostgresServer server) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = server.connect("shop");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + COLUMNS + " FROM orders")) {
            while (result.next()) {
                Row row = Row.withPositions(TYPES.size());
                for (int i = 0; i < TYPES.size(); i++) {
                    Object value = result.getObject(i + 1, TYPES.get(i));
                    row.setField(i, value instanceof OffsetDateTime time ? time.toInstant() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
