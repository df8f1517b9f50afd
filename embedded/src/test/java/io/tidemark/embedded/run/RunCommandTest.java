package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RunCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final StringWriter errors = new StringWriter();

    @Test
    void namesEveryProblemOfATaskFileAndStartsNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), "task: Shop\nsource: {port: 0}\nsinks: {}\n");

        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(errors.toString())
                .contains("shop.yaml:1: task: must be 1 to 54 of the characters a-z, 0-9 and _")
                .contains("shop.yaml:2: source.port: must be a number from 1 to 65535, but was '0'")
                .contains("shop.yaml:3: sinks: ");
        assertThat(directory).isDirectoryNotContaining("glob:**tidemark-*");
    }

    @Test
    void takesEitherASavepointOrAFreshStart() {
        assertThat(run("shop.yaml", "--fresh", "--from-savepoint", "there")).isEqualTo(2);
        assertThat(errors.toString())
                .startsWith("Error: --from-savepoint=PATH, --fresh are mutually exclusive (specify only one)");
    }

    @Test
    void needsATaskFile() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).startsWith("Missing required parameter: 'TASK.yaml'");
    }

    private int run(String... arguments) {
        CommandLine command = RunCommand.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }
}
