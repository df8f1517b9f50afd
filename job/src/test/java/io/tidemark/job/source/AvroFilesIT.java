package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task with the format dts-avro: container files that hold every change once, in order, through kill -9; dead letters are lines. */
class AvroFilesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void containersHoldEveryChangeOnce() throws Exception {
        try (PostgresServer server = PostgresServer.startIn(directory.resolve("postgres"), Map.of());
                Sql sql = Sql.inNew(server, "shop");
                LocalJobProcess job = new LocalJobProcess(
                        directory.resolve("task"),
                        server,
                        "shop",
                        KnownBad.NONE,
                        100,
                        "guard: { row-limit: 64KiB, record-limit: 1MiB, oversized: claim-check }")) {
            sql.run(
                    "CREATE TYPE mood AS ENUM ('happy', 'sad')",
                    "CREATE DOMAIN price AS numeric(10,2)",
                    "CREATE TABLE doc (id int PRIMARY KEY, mood mood, price price, amount numeric(10,2), at timestamptz, note text)",
                    insert(1, 1_000));
            job.edit(yaml -> yaml.replace("\" }", "\", format: dts-avro }")).start();
            awaitRecords(job, 1_000);
            sql.run(insert(1_001, 1_500));
            awaitRecords(job, 1_002);
            job.kill();
            sql.run(
                    insert(1_501, 1_600),
                    "INSERT INTO doc (id, note) VALUES (1601, repeat('z', 70000)), (1602, repeat('z', 1100000))",
                    "TRUNCATE doc");
            job.start();
            List<JsonNode> all = awaitRecords(job, 1_610);
            List<JsonNode> records =
                    all.stream().filter(AvroFilesIT::isOfChange).toList();

            assertThat(operations(records)).isEqualTo("INIT 1000, INSERT 601, DDL 1");
            assertThat(ids(records))
                    .isEqualTo(IntStream.rangeClosed(1, 1_601).boxed().toList());
            assertThat(positions(all.subList(1_000, 1_610))).isSorted().doesNotHaveDuplicates();
            assertThat(boundaries(all))
                    .as("of each transaction, though the last change of the third is a dead letter")
                    .isEqualTo("BEGIN COMMIT ".repeat(4));
            // the snapshot's chunks come as they are read
            assertThat(records.subList(0, 1_000))
                    .extracting(AvroFilesIT::values)
                    .contains(expected(1), expected(1_000));
            assertThat(values(records.get(1_000))).isEqualTo(expected(1_001));
            assertThat(records.get(1_601).get("afterImages").asText()).isEqualTo("TRUNCATE TABLE \"public\".\"doc\"");
            assertThat(claimed(job, records.get(1_600))).isEqualTo("z".repeat(70_000));
            await("the dead letter").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            job.deadLetters().all())
                    .singleElement()
                    .asString()
                    .contains("\"key\":{\"id\":\"1602\"}"));
            assertThat(suffixes(job.sink())).containsExactly("changes .avro", "dead-letter .json");
        }
    }

    private static List<JsonNode> awaitRecords(LocalJobProcess job, int count) throws IOException {
        await(count + " records")
                .atMost(PATIENCE)
                .failFast(job::assertAlive)
                .until(() -> job.changes().all().size() >= count);
        List<JsonNode> records = new ArrayList<>();
        for (String line : job.changes().all()) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static String insert(int first, int last) {
        return "INSERT INTO doc SELECT i, 'happy', 9.9, 9.9, '2026-01-01 00:00+00', 'näh' FROM generate_series(%d, %d) i"
                .formatted(first, last);
    }

    private static String values(JsonNode record) {
        return record.get("afterImages").toString();
    }

    private static String expected(int id) {
        return ("[{'Integer':{'precision':4,'value':'%d'}},{'TextObject':{'type':'ENUM','value':'happy'}},"
                        + "{'Decimal':{'value':'9.90','precision':0,'scale':0}},"
                        + "{'Decimal':{'value':'9.90','precision':10,'scale':2}},"
                        + "{'TimestampWithTimeZone':{'value':{'year':2026,'month':1,'day':1,'hour':8,'minute':0,'second':0,"
                        + "'millis':0},'timezone':'+08:00'}},"
                        + "{'Character':{'charset':'UTF-8','value':'näh'}}]")
                .formatted(id)
                .replace('\'', '"');
    }

    private static String operations(List<JsonNode> records) {
        return Stream.of("INIT", "INSERT", "DDL")
                .map(name -> name
                        + ' '
                        + records.stream()
                                .filter(record ->
                                        record.get("operation").asText().equals(name))
                                .count())
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    private static boolean isOfChange(JsonNode record) {
        return record.get("objectName").isTextual();
    }

    private static String boundaries(List<JsonNode> records) {
        return records.stream()
                .filter(record -> !isOfChange(record))
                .map(record -> record.get("operation").asText() + " ")
                .collect(Collectors.joining());
    }

    private static List<Integer> ids(List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.get("afterImages").isArray())
                .map(record -> record.at("/afterImages/0/Integer/value").asInt())
                .sorted()
                .toList();
    }

    private static List<Position> positions(List<JsonNode> records) {
        return records.stream()
                .map(record -> Position.parse(record.get("sourcePosition").asText()))
                .toList();
    }

    /** What the file holds that the record's tag names. */
    private static String claimed(LocalJobProcess job, JsonNode record) throws IOException {
        JsonNode entry = JSON.readTree(record.at("/tags/claimed").asText()).get(0);
        assertThat(entry.get("column").asText()).isEqualTo("note");
        assertThat(record.at("/afterImages/5/EmptyObject").asText()).isEqualTo("NONE");
        return Files.readString(job.sink().resolve(entry.get("path").asText()));
    }

    private static List<String> suffixes(Path sink) throws IOException {
        try (Stream<Path> files = Files.walk(sink, 3)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .map(file -> file.getParent().getParent().getFileName() + " "
                            + file.toString().substring(file.toString().lastIndexOf('.')))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
