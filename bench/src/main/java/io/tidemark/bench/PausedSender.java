package io.tidemark.bench;

import java.io.IOException;
import java.time.Instant;

/**
 * A process of the server that sends a slot's changes, kept from doing so: the changes of a measurement can be written while the
 * job that will read them runs, is warm and waits.
 */
final class PausedSender implements AutoCloseable {

    private final long pid;
    private boolean paused;

    /** Pauses it. It should be idle: a lock that it held would stay held. */
    PausedSender(long pid) {
        this.pid = pid;
        signal("-STOP");
        paused = true;
    }

    /**
     * Lets it go on.
     *
     * @return when
     */
    Instant resume() {
        Instant now = Instant.now();
        close();
        return now;
    }

    @Override
    public void close() {
        if (paused) {
            paused = false;
            signal("-CONT");
        }
    }

    private void signal(String signal) {
        try {
            int exitCode = new ProcessBuilder("kill", signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new BenchException("'kill %s %d' ended with exit code %d".formatted(signal, pid, exitCode));
            }
        } catch (IOException e) {
            throw new BenchException("cannot run 'kill', which pauses the server's sender: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }
}
