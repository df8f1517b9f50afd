package io.tidemark.bench;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who takes part in a measurement, now and at any later time.
 *
 * @param clients those that read and write
 * @param servers those of the source
 * @param brokers those of whoever takes the rows, if it is a server
 */
record Processes(
        Supplier<Stream<ProcessHandle>> clients,
        Supplier<Stream<ProcessHandle>> servers,
        Supplier<Stream<ProcessHandle>> brokers) {

    static Supplier<Stream<ProcessHandle>> none() {
        return Stream::empty;
    }

    static Supplier<Stream<ProcessHandle>> of(long... pids) {
        return () -> java.util.Arrays.stream(pids).boxed().flatMap(pid -> ProcessHandle.of(pid).stream());
    }
}
