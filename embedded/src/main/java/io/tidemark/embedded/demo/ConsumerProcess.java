package io.tidemark.embedded.demo;

import io.tidemark.embedded.check.ConsumerOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code tidemark consume --follow} as a process of its own, whose lines are read as they come. It ends with this JVM at the
 * latest, and Ctrl-C on the terminal does not reach it.
 */
final class ConsumerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final Process process;
    private final ConsumerOutput output;

    private ConsumerProcess(Process process, ConsumerOutput output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; what it complains about goes to {@code consume.err} in the folder of logs. */
    static ConsumerProcess start(DemoFolder folder, String group, Consumer<String> lines) throws IOException {
        Process process = ReaderProgram.CONSUME
                .with(List.of(folder.taskFile().toString(), "--group", group, "--follow"))
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
}
