package io.tidemark.embedded.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code pg_ctl start}, again and again while the sessions of a killed predecessor still hold its shared memory. */
final class PostgresStart {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

    private PostgresStart() {}

    static void run(List<String> command, Path log) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            // not Command.run: the server would inherit the pipe and keep it open for as long as it lives
            int exitCode = runDiscarding(command);
            if (exitCode == 0) {
                return;
            }
            String reason = Tail.of(log);
            if (!predecessorIsStillThere(reason) || Instant.now().isAfter(deadline)) {
                throw new ServerException(
                        "PostgreSQL did not start (pg_ctl: %d); the end of '%s':%n%s".formatted(exitCode, log, reason));
            }
        }
    }

    private static boolean predecessorIsStillThere(String log) {
        return log.contains("shared memory block") || log.contains("is another postmaster");
    }

    private static int runDiscarding(List<String> command) {
        try {
            int exitCode = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
            }
            return exitCode;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("cannot run '" + command.get(0) + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while PostgreSQL was starting", e);
        }
    }
}
