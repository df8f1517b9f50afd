package io.tidemark.embedded.demo;

import io.tidemark.embedded.check.ConsumerOutput;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.Leashed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code tidemark consume --follow} as a process of its own, whose lines are read as they come. It ends with this JVM at the
 * latest, and Ctrl-C on the terminal does not reach it.
 */
final class ConsumerProcess implements AutoCloseable {

    private static final String MAIN_CLASS = "io.tidemark.reader.ConsumeCommand";
    private static final int PATIENCE_SECONDS = 15;

    private final Process process;
    private final ConsumerOutput output;

    private ConsumerProcess(Process process, ConsumerOutput output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it complains about goes to {@code consume.err} in the folder of logs. */
    static ConsumerProcess start(DemoFolder folder, String group, Consumer<String> lines) throws IOException {
        List<String> command = List.of(
                "sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath(Installation.find().root().resolve("reader").resolve("target")),
                Leashed.class.getName(),
                MAIN_CLASS,
                folder.taskFile().toString(),
                "--group",
                group,
                "--follow");
        Process process = new ProcessBuilder(command)
                .redirectError(folder.logs().resolve("consume.err").toFile())
                .start();
        return new ConsumerProcess(process, ConsumerOutput.follow(process.getInputStream(), lines));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as SIGTERM does, and returns when the last of its lines has been read. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            output.awaitEnd();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The reader's own class path, which its build wrote down, and the leash of this module. */
    private static String classPath(Path target) throws IOException {
        Path dependencies = target.resolve("classpath");
        if (!Files.exists(dependencies)) {
            throw new DemoException("'" + dependencies + "' is missing: build it with 'mvn -DskipTests package'");
        }
        String leash = Path.of(Leashed.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        return String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                Files.readString(dependencies).strip(),
                leash);
    }
}
