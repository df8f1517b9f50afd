package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/consume.md compiles, and does what is said there. */
@Timeout(120)
class DocumentedExampleIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "consume.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    private final Path folder;
    private final Path directory;

    DocumentedExampleIT(@TempDir Path folder) {
        this.folder = folder;
        this.directory = folder.resolve("sink");
    }

    @Test
    void readsFollowsAndGoesOnAfterAKill() throws Exception {
        compile(example());
        SinkDirectory sink = new SinkDirectory(directory);
        sink.finish(bucket(1), 0, change(1, 1), change(2, 2));

        List<String> first = new ArrayList<>();
        try (Program program = new Program(start())) {
            first.add(program.line());
            first.add(program.line());
            sink.finish(bucket(2), 0, change(3, 3));
            first.add(program.line());
            Awaitility.await().until(() -> saved().contains("#3"));
        }
        assertThat(first)
                .containsExactly("0/197A1C0#1 INSERT orders", "0/197A1C0#2 INSERT orders", "0/197A1C0#3 INSERT orders");

        sink.finish(bucket(3), 0, change(4, 4));
        try (Program program = new Program(start())) {
            assertThat(program.line()).isEqualTo("0/197A1C0#4 INSERT orders");
        }
    }

    private static String example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENT));
        assertThat(example.find()).isTrue();
        assertThat(example.group(1).lines().count()).isLessThan(40);
        return example.group(1);
    }

    private void compile(String program) throws IOException {
        Path source = Files.writeString(folder.resolve("Billing.java"), program);
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all,-path",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        classPath(),
                        source.toString());
        assertThat(exit).isZero();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        folder + File.pathSeparator + classPath(),
                        "Billing",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String saved() throws IOException {
        return Files.readString(directory.resolve("groups/billing.json"));
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** A running program, which ends by SIGKILL. */
    private record Program(Process process, BufferedReader output) implements AutoCloseable {

        Program(Process process) {
            this(process, process.inputReader(StandardCharsets.UTF_8));
        }

        String line() throws IOException {
            return String.valueOf(output.readLine());
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
