package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a file of numbered records visible every few milliseconds, as a busy job would. */
final class SteadyWriter implements AutoCloseable {

    private static final long TIME = 1_793_534_400_000L;

    private final SinkDirectory sink;
    private final Random random = new Random(42);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private @Nullable ScheduledFuture<?> running;
    private long checkpoint = 1;
    private long part;
    private long written;

    SteadyWriter(SinkDirectory sink) {
        this.sink = sink;
    }

    void start() {
        running = executor.scheduleWithFixedDelay(this::writeNext, 0, 3, TimeUnit.MILLISECONDS);
    }

    /** Ends the writing; the number of the last record, the first being 1. */
    long stop() throws Exception {
        executor.shutdown();
        if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the writer does not end");
        }
        if (running != null && !running.isCancelled()) {
            running.get(); // it ended by itself, which only a failure makes it do
        }
        return written;
    }

    /** Writes the next file, in the same bucket or in another. */
    void write() throws IOException {
        if (random.nextInt(3) == 0) {
            checkpoint += 1 + random.nextInt(3);
            part = 0;
        }
        String[] lines = new String[1 + random.nextInt(60)];
        for (int i = 0; i < lines.length; i++) {
            written++;
            lines[i] = change(written, TIME + written);
        }
        sink.finish(bucket(checkpoint), part, lines);
        part++;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void writeNext() {
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
