package io.tidemark.embedded.run;

import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code tidemark precheck} before a task starts, as a process: it knows this module as little as this one knows it. */
final class PrecheckFirst {

    /** Of the option, for those who have it. */
    static final String IGNORE =
            "Warnings of the precheck that count as passed, several joined by commas; tidemark precheck names them.";

    private PrecheckFirst() {}

    /**
     * Runs it; its report goes where this process writes.
     *
     * @return 0 if the task may start, else the exit code for it
     */
    static int run(Path taskFile, List<String> ignored) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=off",
                "-Dtidemark.terminal=" + Boolean.getBoolean("tidemark.terminal"),
                "-cp",
                Installation.find().precheckClassPath(),
                "io.tidemark.precheck.PrecheckCommand",
                taskFile.toString(),
                "--brief"));
        if (!ignored.isEmpty()) {
            command.addAll(List.of("--ignore", String.join(",", ignored)));
        }
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the precheck", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while the precheck was running", e);
        }
    }
}
