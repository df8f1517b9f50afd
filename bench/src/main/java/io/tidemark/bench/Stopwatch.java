package io.tidemark.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Keeps an eye on the processes of a measurement, of which often only afterwards is known when it began. */
final class Stopwatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final ProcessorTime client;
    private final ProcessorTime server;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    /** @param clients who reads, now and at any later time */
    Stopwatch(Supplier<Stream<ProcessHandle>> clients, Supplier<Stream<ProcessHandle>> servers) {
        client = new ProcessorTime(clients);
        server = new ProcessorTime(servers);
        var unused = looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Run run(long rows, Instant from, Instant to) {
        return new Run(rows, Duration.between(from, to), client.between(from, to), server.between(from, to));
    }

    /** To be called at an end that is also the processes' own. */
    void look() {
        client.look();
        server.look();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
