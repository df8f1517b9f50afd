package io.tidemark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/task.md shows what the reader takes. */
class DocumentationTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "task.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern PART = Pattern.compile("(?m)^(?=[a-z]+:)");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SHOP_PASSWORD", "hunter2", "KEY_PW", "hunter2", "KAFKA_PASSWORD", "hunter2", "PSEUDONYM_KEY", "hunter2");

    private final Path folder;

    DocumentationTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        TestCertificates.writeTo(folder);
        Files.writeString(folder.resolve("shop"), "hunter2");
        Files.createFile(folder.resolve("pseudonym.jar"));
    }

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsTaken(String example) throws IOException {
        assertThat(read(example).task()).isEqualTo("shop");
    }

    @Test
    void theDefaultsAreThoseThatHold() throws IOException {
        assertThat(read(examples().get(1))).isEqualTo(read(examples().get(0)));
    }

    @Test
    void everyKeyHasItsRow() throws IOException {
        String rows = Files.readString(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.joining("\n"));

        assertThat(rows).isEqualTo("""
                        source.host
                        source.port
                        source.database
                        source.user
                        source.password
                        source.tls.mode
                        source.tls.ca
                        source.tls.certificate
                        source.tls.key
                        source.tls.key-password
                        objects[].schema
                        objects[].table
                        objects[].columns
                        objects[].where
                        objects[].operations
                        objects[].replica-identity
                        capture.rows
                        capture.ddl
                        normalise.float-digits
                        normalise.double-digits
                        normalise.zone
                        normalise.columns
                        functions.jar
                        functions.apply[].function
                        functions.apply[].columns
                        functions.apply[].options
                        functions.apply[].optional
                        guard.row-limit
                        guard.record-limit
                        guard.oversized
                        retry.connection
                        retry.other
                        sink.files.directory
                        sink.files.format
                        sink.files.retention
                        sink.kafka.brokers
                        sink.kafka.topic
                        sink.kafka.partitions
                        sink.kafka.format
                        sink.kafka.retention
                        sink.kafka.delivery
                        sink.kafka.timestamps
                        sink.kafka.replication
                        sink.kafka.max-groups
                        sink.kafka.properties""");
    }

    @Test
    void everySettingOfASessionIsNamed() throws IOException {
        String document = Files.readString(DOCUMENT);

        SessionSettings.ALL.forEach((name, value) -> assertThat(document).contains('`' + name + '=' + value + '`'));
    }

    /** An example of a part is read within the first example, in the place of the part that is there. */
    private TaskFile read(String example) throws IOException {
        String rest = example.startsWith("task:")
                ? ""
                : PART.splitAsStream(examples().get(0))
                        .filter(part -> !example.startsWith(part.substring(0, part.indexOf(':') + 1)))
                        .collect(Collectors.joining());
        String yaml = (rest + example).replace("/run/secrets/", folder + "/");
        return TaskFile.read(Files.writeString(folder.resolve("shop.yaml"), yaml), ENVIRONMENT);
    }
}
