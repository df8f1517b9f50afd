package io.tidemark.embedded.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a consumer's process prints, on a thread of its own, and hands each whole line on. A last line without an end is
 * dropped: a consumer that was killed may not have got further, and a record is out only with its line.
 */
public final class ConsumerOutput implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerOutput.class);

    private final InputStream output;
    private final Consumer<String> lines;
    private final Thread thread;

    private ConsumerOutput(InputStream output, Consumer<String> lines) {
        this.output = output;
        this.lines = lines;
        this.thread = new Thread(this::read, "consumer-output");
        thread.setDaemon(true);
    }

    /** Begins to read; {@code lines} is called by one thread, for instance with {@link Checker#line}. */
    public static ConsumerOutput follow(InputStream output, Consumer<String> lines) {
        ConsumerOutput reading = new ConsumerOutput(output, lines);
        reading.thread.start();
        return reading;
    }

    /** Waits until the output has ended, as it does with the process. */
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the consumer's output cannot be closed", e);
        }
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int character = reader.read(); character >= 0; character = reader.read()) {
                if (character == '\n') {
                    lines.accept(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) character);
                }
            }
        } catch (IOException e) {
            LOG.debug("the consumer's output ended", e);
        }
    }
}
