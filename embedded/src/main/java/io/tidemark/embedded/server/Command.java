package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs to its end and whose output is wanted. */
final class Command {

    private Command() {}

    /**
     * What a finished program left behind.
     *
     * @param output standard output and standard error, as they came
     */
    record Result(List<String> command, int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** The output of a program that ended well; its last lines are the message if it did not. */
        String outputOrThrow() {
            if (!succeeded()) {
                throw new ServerException("'%s' ended with exit code %d:%n%s"
                        .formatted(Path.of(command.get(0)).getFileName(), exitCode, Tail.of(output)));
            }
            return output;
        }
    }

    static Result run(List<String> command) {
        return run(command, Map.of());
    }

    static Result run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(command, process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run '" + command.get(0) + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while '" + command.get(0) + "' was running", e);
        }
    }
}
