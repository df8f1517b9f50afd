package io.tidemark.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The CPU time of some processes as it grows. A process that has gone counts with what it had used when it was looked at
 * last.
 */
final class ProcessorTime {

    private final Supplier<Stream<ProcessHandle>> processes;
    private final Map<Long, Duration> used = new HashMap<>();
    private final TreeMap<Instant, Duration> sums = new TreeMap<>();

    ProcessorTime(Supplier<Stream<ProcessHandle>> processes) {
        this.processes = processes;
        look();
    }

    synchronized void look() {
        processes
                .get()
                .forEach(process -> process.info().totalCpuDuration().ifPresent(time -> used.put(process.pid(), time)));
        sums.put(Instant.now(), used.values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    /** What was used between the looks that are nearest to two instants. */
    synchronized Duration between(Instant from, Instant to) {
        return nearest(to).minus(nearest(from));
    }

    private Duration nearest(Instant instant) {
        Map.Entry<Instant, Duration> before = sums.floorEntry(instant);
        Map.Entry<Instant, Duration> after = sums.ceilingEntry(instant);
        if (before == null || after == null) {
            return (before == null ? sums.firstEntry() : before).getValue();
        }
        boolean earlier =
                Duration.between(before.getKey(), instant).compareTo(Duration.between(instant, after.getKey())) < 0;
        return (earlier ? before : after).getValue();
    }
}
