package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The largest resident memory of processes, as Linux remembers it ({@code VmHWM}). */
final class PeakMemory {

    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /** Makes Linux forget what was. A process that may not be told so keeps its peak. */
    static void reset(Stream<ProcessHandle> processes) {
        processes.forEach(process -> {
            try {
                Files.writeString(folder(process).resolve("clear_refs"), "5");
            } catch (IOException goneOrForbidden) {
                // then its figure is that of its whole life
            }
        });
    }

    /** In bytes, all together; a process that has gone counts nothing. */
    static long of(Stream<ProcessHandle> processes) {
        return processes.mapToLong(PeakMemory::of).sum();
    }

    private static long of(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(folder(process).resolve("status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static Path folder(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }
}
