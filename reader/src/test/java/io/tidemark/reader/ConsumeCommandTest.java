package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumeCommandTest {

    private final Path folder;
    private final Path directory;
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    ConsumeCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.directory = folder.resolve("sink");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| Missing required option: '--group=NAME'",
                "--group| Missing required parameter for option '--group' (NAME)",
                "--group=.a| Invalid value for option '--group': must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-',"
                        + " and not begin with '.', but was '.a'",
                "--group=a --from=today| Invalid value for option '--from': must be 'earliest', 'latest', a time with"
                        + " its offset, like 2026-11-01T12:00:00Z or 2026-11-01T20:00:00+08:00, or an LSN, like 0/197A1C0,"
                        + " but was 'today'",
                "--group=a --tail| Unknown option: '--tail'",
            })
    void refusesWrongUsage(String options, String problem) throws IOException {
        String task = FilesTask.write(folder, directory).toString();

        int exit = execute((task + " " + options).strip().split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines()).first().isEqualTo(problem);
    }

    @Test
    void toldOfATaskFileThatCannotBeUsed() throws IOException {
        Path task = folder.resolve("task.yaml");
        Files.writeString(task, "task: shop\nsinks: {}\n");

        int exit = execute(task.toString(), "--group", "a");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("sinks").contains("source").hasLineCount(3);
    }

    @Test
    void refusesALoginToKafkaWhereThereIsNone() throws IOException {
        String task = FilesTask.write(folder, directory).toString();

        int exit = execute(task, "--group", "a", "--config", "client.properties");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines())
                .first()
                .isEqualTo("--config is for a task whose sink is kafka, but its sink is files");
    }

    @Test
    void namesTheSecretThatIsMissing() throws IOException {
        Path task = FilesTask.writeWithSink(
                folder,
                "kafka: { brokers: \"kafka:9092\", topic: shop, properties: { ssl.key.password: \"${env:NOT_SET_HERE}\" } }");

        int exit = execute(task.toString(), "--group", "a");

        assertThat(exit).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "sink.kafka.properties.ssl.key.password: the environment variable 'NOT_SET_HERE' is not set."
                                + " Provide it, or bring another login with --config FILE\n");
    }

    @Test
    void failsWhereTheDirectoryIsMissing() throws IOException {
        int exit = execute(FilesTask.write(folder, directory).toString(), "--group", "a");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).startsWith("the sink's directory '" + directory + "' does not exist");
    }

    @Test
    void failsWhereAFileCannotBeUsed() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("groups"), "a file where a folder belongs");

        int exit = execute(FilesTask.write(folder, directory).toString(), "--group", "a");

        assertThat(exit).isEqualTo(1);
        assertThat(err)
                .hasToString("the files could not be used: java.nio.file.FileAlreadyExistsException: "
                        + directory.resolve("groups") + "\n");
    }

    @Test
    void readsContainersToo() throws IOException {
        Path task =
                FilesTask.writeWithSink(folder, "files: { directory: \"%s\", format: dts-avro }".formatted(directory));
        Part damaged = new SinkDirectory(directory).finishContainer(bucket(1), 0, List.of(new byte[] {1, 2, 3}));

        int exit = execute(task.toString(), "--group", "a");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .startsWith(damaged + " is damaged at byte ")
                .endsWith(": no record of dts-avro begins there\n");
    }

    @Test
    void saysWhenNothingIsThereYet() throws IOException {
        Files.createDirectories(directory);

        int exit = execute(FilesTask.write(folder, directory).toString(), "--group", "a");

        assertThat(exit).isZero();
        assertThat(err).hasToString("nothing to read yet: there is no finished file of changes\n");
    }

    @Test
    void failsWithTheReasonOfTheReader() throws IOException {
        Part part = new SinkDirectory(directory).finishRaw(bucket(1), 0, "{\"before\":nu");

        int exit = execute(FilesTask.write(folder, directory).toString(), "--group", "a");

        assertThat(exit).isEqualTo(1);
        assertThat(err).hasToString(part + " is damaged: the line at byte 0 has no end after 12 bytes\n");
    }

    @Test
    void showsItsHelp() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("TASK.yaml", "--group=NAME", "--from=START", "--follow", "Exit codes:");
    }

    private int execute(String... arguments) {
        return ConsumeCommand.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
