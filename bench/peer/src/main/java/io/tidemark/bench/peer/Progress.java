package io.tidemark.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells how many rows are where they should go, in a file that the benchmark reads: lines of {@code rows firstMillis
 * nowMillis}, one every 20 ms as long as rows come. Counting costs one addition.
 */
public final class Progress implements AutoCloseable {

    private static final long BETWEEN_LINES_MILLIS = 20;

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final Writer file;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private long told;

    private Progress(Writer file) {
        this.file = file;
    }

    public static Progress into(Path path) {
        try {
            Progress progress = new Progress(Files.newBufferedWriter(path));
            var unused = progress.looks.scheduleAtFixedRate(
                    progress::tell, BETWEEN_LINES_MILLIS, BETWEEN_LINES_MILLIS, TimeUnit.MILLISECONDS);
            return progress;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + path + "'", e);
        }
    }

    public void add(long more) {
        rows.addAndGet(more);
    }

    /** A time at which a row was read, in milliseconds since 1970; the earliest counts. */
    public void read(long millis) {
        if (millis < first.get()) {
            first.accumulateAndGet(millis, Math::min);
        }
    }

    private synchronized void tell() {
        long now = rows.get();
        if (now == told) {
            return;
        }
        told = now;
        try {
            file.write("%d %d %d%n".formatted(now, first.get(), System.currentTimeMillis()));
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the progress", e);
        }
    }

    @Override
    public void close() {
        looks.shutdown();
        tell();
    }
}
