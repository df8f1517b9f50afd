package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.demo.DemoCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The README's first command. It is here because the module is the last that it needs. */
class DemoIT {

    @TempDir
    private Path directory;

    @Test
    void endsWithEverythingArrivedAndLeavesNothingBehind() {
        Path folder = directory.resolve("tidemark-demo");
        StringWriter shown = new StringWriter();

        int exitCode = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(shown, true))
                .execute("--seconds", "5", "--directory", folder.toString());

        assertThat(exitCode).as(shown::toString).isZero();
        assertThat(shown.toString()).contains("records arrive", "the workload has stopped");
        assertThat(folder).doesNotExist();
    }
}
