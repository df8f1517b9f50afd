package io.tidemark.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaLogin;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs of docs/examples read of a topic of format dts-avro, on a broker that asks for a login. */
class AvroTopicIT {

    private static final Path SCHEMA =
            Path.of("..", "record", "src", "main", "resources", "io", "tidemark", "record", "dts-avro.avsc");

    @TempDir
    private static Path directory;

    private static SecuredTopic topic;

    @BeforeAll
    static void publish() throws Exception {
        topic = new SecuredTopic(directory, "plain");
        topic.sql()
                .run(
                        "CREATE TABLE notes (id int PRIMARY KEY, n int, note text)",
                        "ALTER TABLE notes ALTER note SET STORAGE EXTERNAL",
                        "INSERT INTO notes VALUES (1, 0, repeat('z', 5000))");
        topic.startJob();
        topic.awaitPublished(1);
        topic.change(
                7,
                "INSERT INTO notes VALUES (2, 0, E'na\\u00efve \\U0001F30A')",
                "UPDATE notes SET n = 1 WHERE id = 1", // the large note is not in the log
                "UPDATE notes SET note = NULL WHERE id = 1",
                "UPDATE notes SET id = 3 WHERE id = 2", // two records
                "DELETE FROM notes WHERE id = 3",
                "TRUNCATE notes");
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
                    .until(() -> program.lines().size() >= 24);

            assertThat(String.join("\n", program.lines()).replace("z".repeat(5000), "z..."))
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
