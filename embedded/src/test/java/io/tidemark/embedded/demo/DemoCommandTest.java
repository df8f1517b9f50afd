package io.tidemark.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter complaints = new StringWriter();

    @Test
    void refusesAFolderThatIsThereAlready() {
        assertThat(run("--directory", directory.toString())).isEqualTo(2);

        assertThat(complaints.toString())
                .startsWith(
                        "'" + directory
                                + "' is there already, perhaps from an earlier demo: delete it, or name another with --directory");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThat(run("--seconds", "0", "--directory", directory.resolve("new").toString()))
                .isEqualTo(2);

        assertThat(complaints.toString()).startsWith("--rows and --seconds are 1 or more, and --rate is 0 or more");
        assertThat(directory).isEmptyDirectory();
    }

    private int run(String... arguments) {
        return new CommandLine(new DemoCommand())
                .setErr(new PrintWriter(complaints))
                .execute(arguments);
    }
}
