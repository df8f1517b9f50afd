package io.tidemark.bench;

import io.tidemark.bench.result.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps an eye on the processes of a measurement, of which often only afterwards is known when it began. */
final class Stopwatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Processes processes;
    private final ProcessorTime client;
    private final ProcessorTime server;
    private final ProcessorTime broker;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    Stopwatch(Processes processes) {
        this.processes = processes;
        client = new ProcessorTime(processes.clients());
        server = new ProcessorTime(processes.servers());
        broker = new ProcessorTime(processes.brokers());
        var unused = looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The peak of memory is counted from here on. */
    void forgetPeak() {
        PeakMemory.reset(processes.clients().get());
    }

    Run run(long rows, Instant from, Instant to) {
        return new Run(
                rows,
                seconds(Duration.between(from, to)),
                seconds(client.between(from, to)),
                seconds(server.between(from, to)),
                seconds(broker.between(from, to)),
                PeakMemory.of(processes.clients().get()),
                0);
    }

    /** To be called at an end that is also the processes' own. */
    void look() {
        client.look();
        server.look();
        broker.look();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
