package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.embedded.server.KafkaLogin;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs of docs/examples read of a topic of format dts-avro, on a broker that asks for a login. */
class AvroTopicIT {

    private static final Path SCHEMA =
            Path.of("..", "record", "src", "main", "resources", "io", "tidemark", "record", "dts-avro.avsc");

    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    private static Path directory;

    private static final TypesTable TYPES = new TypesTable(
            TypeCases.ALL.stream().filter(type -> type.since() <= 17).toList());

    /** What the client of DTS prints of the changes of the table {@code notes}. */
    private static final String[] NOTES = {
        "{'operation':'INIT','before':{},'after':{'id':'1','n':'0','note':'z...'}}",
        "{'operation':'INSERT','before':{},'after':{'id':'2','n':'0','note':'naïve 🌊'}}",
        "{'operation':'UPDATE','before':{},'after':{'id':'1','n':'1','note':'(unknown)'}}",
        "{'operation':'UPDATE','before':{},'after':{'id':'1','n':'1','note':null}}",
        "{'operation':'DELETE','before':{'id':'2','n':'(unknown)','note':'(unknown)'},'after':{}}",
        "{'operation':'INSERT','before':{},'after':{'id':'3','n':'0','note':'naïve 🌊'}}",
        "{'operation':'DELETE','before':{'id':'3','n':'(unknown)','note':'(unknown)'},'after':{}}",
        "{'operation':'DDL','statement':'TRUNCATE TABLE \\'public\\'.\\'notes\\''}"
    };

    private static SecuredTopic topic;
    private static DtsClientRuns client;

    @BeforeAll
    static void publish() throws Exception {
        topic = new SecuredTopic(directory, "plain", "assign", "subscribe", "time", "resume");
        topic.sql()
                .run(
                        "CREATE TABLE notes (id int PRIMARY KEY, n int, note text)",
                        "ALTER TABLE notes ALTER note SET STORAGE EXTERNAL",
                        "INSERT INTO notes VALUES (1, 0, repeat('z', 5000))");
        topic.startJob("delivery: exactly-once");
        topic.awaitPublished(1);
        topic.change(
                7,
                "INSERT INTO notes VALUES (2, 0, E'na\\u00efve \\U0001F30A')",
                "UPDATE notes SET n = 1 WHERE id = 1", // the large note is not in the log
                "UPDATE notes SET note = NULL WHERE id = 1",
                "UPDATE notes SET id = 3 WHERE id = 2", // two records
                "DELETE FROM notes WHERE id = 3",
                "TRUNCATE notes");
        TYPES.create(topic.sql());
        topic.awaitPublished(TYPES.rows());
        client = new DtsClientRuns(topic, directory.resolve("dts-client"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (topic != null) {
            topic.close();
        }
    }

    @Test
    void aKafkaClientAndAvroAreEnough() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("avro-consumer"));
        Properties properties = new Properties();
        properties.putAll(KafkaLogin.plain("acc-plain", SecuredTopic.PASSWORD));
        properties.putAll(
                Map.of("bootstrap.servers", topic.bootstrap(), "group.id", "plain", "auto.offset.reset", "earliest"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("client.properties"))) {
            properties.store(file, null);
        }
        ExampleProgram example = new ExampleProgram(
                Path.of("avro-consumer", "AvroConsumer.java"),
                jars(
                        "kafka-clients-",
                        "avro-",
                        "jackson-core-",
                        "jackson-databind-",
                        "jackson-annotations-",
                        "slf4j-api-"),
                folder);
        try (ExampleProgram.Running program = example.start(
                folder,
                Map.of(),
                "client.properties",
                SecuredTopic.NAME,
                SCHEMA.toAbsolutePath().toString())) {
            await("what it prints")
                    .atMost(SecuredTopic.PATIENCE)
                    .until(() -> program.lines().size() >= 24 + 2 * 6);

            List<String> lines = program.lines().stream()
                    .filter(line -> !line.matches("(BEGIN|COMMIT) null"))
                    .toList();
            assertThat(String.join("\n", lines.subList(0, 24)).replace("z".repeat(5000), "z..."))
                    .isEqualTo("""
                            INIT shop.public.notes
                              before null
                              after  [id={"precision": 4, "value": "1"}, n={"precision": 4, "value": "0"}, note=z...]
                            INSERT shop.public.notes
                              before null
                              after  [id={"precision": 4, "value": "2"}, n={"precision": 4, "value": "0"}, note=naïve 🌊]
                            UPDATE shop.public.notes
                              before null
                              after  [id={"precision": 4, "value": "1"}, n={"precision": 4, "value": "1"}, note=NONE]
                            UPDATE shop.public.notes
                              before null
                              after  [id={"precision": 4, "value": "1"}, n={"precision": 4, "value": "1"}, note=null]
                            DELETE shop.public.notes
                              before [id={"precision": 4, "value": "2"}, n=NONE, note=NONE]
                              after  null
                            INSERT shop.public.notes
                              before null
                              after  [id={"precision": 4, "value": "3"}, n={"precision": 4, "value": "0"}, note=naïve 🌊]
                            DELETE shop.public.notes
                              before [id={"precision": 4, "value": "3"}, n=NONE, note=NONE]
                              after  null
                            DDL shop.public.notes
                              before null
                              after  TRUNCATE TABLE "public"."notes\"""");
        }
    }

    @Test
    void theExampleIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "docs", "examples", "avro-consumer", "AvroConsumer.java")))
                .hasSizeLessThan(60);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ASSIGN", "SUBSCRIBE"})
    void theClientOfDtsReadsEveryOperationAndType(String mode) throws Exception {
        List<JsonNode> all = client.read(mode.toLowerCase(Locale.ROOT), 8 + TYPES.rows(), "0", mode);
        assertThat(all.subList(0, 7))
                .extracting(record -> record.get("operation").textValue())
                .containsExactly("INIT", "BEGIN", "INSERT", "COMMIT", "BEGIN", "UPDATE", "COMMIT");
        List<JsonNode> records = DtsClientRuns.changes(all);

        assertThat(records.subList(0, 8)).extracting(AvroTopicIT::text).containsExactly(NOTES);
        List<Map<String, @Nullable String>> truth = TYPES.texts(topic.sql(), 0);
        List<String> wrong = new ArrayList<>();
        for (int row = 0; row < TYPES.rows(); row++) {
            JsonNode after = records.get(8 + row).get("after");
            for (Map.Entry<String, @Nullable String> value : truth.get(row).entrySet()) {
                String type = TypeCases.WITHOUT_VALUES.contains(value.getKey()) ? "" : TYPES.label(value.getKey());
                String expected = asTheClientPrints(type, value.getValue());
                if (!Objects.equals(after.get(value.getKey()).textValue(), expected)) {
                    wrong.add(
                            "%s of row %d: %s instead of %s".formatted(type, row, after.get(value.getKey()), expected));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What docs/kafka.md says of the client's own form of a value. */
    private static @Nullable String asTheClientPrints(String type, @Nullable String text) {
        if (text == null || text.contains("infinity") || text.endsWith("BC")) {
            return text;
        }
        if (type.matches("real|double precision")) {
            return String.valueOf(Double.parseDouble(text));
        }
        if (type.matches("numeric(\\(.*\\))?|price") && !text.matches("NaN|-?Infinity")) {
            return new BigDecimal(text).toString();
        }
        if (type.equals("bytea")) {
            return text.substring(2).toUpperCase(Locale.ROOT);
        }
        if (type.matches("time(stamp)? with(out)? time zone")) {
            return text.replaceFirst("(:\\d\\d)(\\+|$)", "$1.0$2").replaceFirst("\\+00$", "+00:00");
        }
        return text;
    }

    @Test
    void theClientOfDtsStartsAtATime() throws Exception {
        topic.change(1, "INSERT INTO notes VALUES (100)");
        long now = System.currentTimeMillis();
        topic.change(2, "INSERT INTO notes VALUES (101)", "INSERT INTO notes VALUES (102)");

        List<JsonNode> records = DtsClientRuns.changes(client.read("time", 2, String.valueOf(now), "SUBSCRIBE"));

        assertThat(DtsClientRuns.ids(records)).startsWith("101", "102");
        List<JsonNode> tooLate = client.read("time", 1, String.valueOf(now + HOUR_MILLIS), "ASSIGN", "again");
        assertThat(tooLate.get(0).get("operation").textValue()).isEqualTo("INIT");
    }

    @Test
    void theClientOfDtsLosesNothingWhenItStartsAgain() throws Exception {
        topic.change(1, "INSERT INTO notes VALUES (200)");
        int before = topic.published();
        assertThat(DtsClientRuns.ids(DtsClientRuns.changes(client.read("resume", before, "0", "ASSIGN"))))
                .contains("1", "2", "200");
        // seconds, which it gives to the broker for milliseconds: so it finds the topic's beginning
        assertThat(client.checkpoint("resume")).isBetween(1_000_000_000L, 9_999_999_999L);
        long stopped = System.currentTimeMillis();
        topic.change(1, "INSERT INTO notes VALUES (201)");

        List<JsonNode> again = client.read("resume", before + 1, "0", "ASSIGN");
        assertThat(again.get(0).get("operation").textValue()).isEqualTo("INIT");
        assertThat(DtsClientRuns.ids(again)).contains("1", "2", "200", "201");

        List<JsonNode> forced =
                DtsClientRuns.changes(client.read("resume", 1, String.valueOf(stopped), "ASSIGN", "again"));
        assertThat(DtsClientRuns.ids(forced)).containsExactly("201");
    }

    private static String text(JsonNode change) {
        ((ObjectNode) change).remove(List.of("table", "position"));
        return change.toString().replace("z".repeat(5000), "z...").replace('"', '\'');
    }

    private static String jars(String... names) {
        List<String> found = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            String file = Path.of(entry).getFileName().toString();
            if (Stream.of(names).anyMatch(file::startsWith)) {
                found.add(entry);
            }
        }
        return String.join(File.pathSeparator, found);
    }
}
