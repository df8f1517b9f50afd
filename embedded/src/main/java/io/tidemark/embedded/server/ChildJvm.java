package io.tidemark.embedded.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM on a leash ({@link Leashed}): it ends with this one at the latest. Ctrl-C on the terminal does not reach it. */
public final class ChildJvm {

    private final String name;
    private final Process process;
    private final Path output;

    private ChildJvm(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * What to run.
     *
     * @param name for messages and for the file that takes standard output and standard error
     * @param options of the JVM
     */
    public record Program(
            String name,
            List<String> options,
            String classPath,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment) {

        /** A shell that ignores Ctrl-C becomes the JVM, which then ignores it too. */
        List<String> command() {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath + File.pathSeparator + whereLeashedIs()));
            command.add(Leashed.class.getName());
            command.add(mainClass);
            command.addAll(arguments);
            return command;
        }

        private static Path whereLeashedIs() {
            return Path.of(Leashed.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
        }
    }

    /** Starts it; what it writes to standard output and standard error goes to {@code <logs>/<name>.out}. */
    public static ChildJvm start(Program program, Path logs) {
        Path output = logs.resolve(program.name() + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(program.command()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(program.environment());
        try {
            return new ChildJvm(program.name(), builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start '" + program.name() + "'", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Everything that it wrote to standard output and standard error so far. */
    public Path output() {
        return output;
    }

    /** Waits for its end and returns the exit code. */
    public int waitFor() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while '" + name + "' was running", e);
        }
    }

    /** {@code SIGTERM}; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** {@code kill -9}; returns when the process has gone. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }
}
