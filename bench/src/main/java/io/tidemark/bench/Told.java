package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the contender itself tells, in the file that {@code io.tidemark.bench.peer.Progress} writes. */
record Told(Path file) implements Arrivals {

    /** Seldom: looking costs time, and each line has its own. */
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    @Override
    public Instant await(long rows, Runnable contender) throws Exception {
        Patience.until("%d rows".formatted(rows), BETWEEN_LOOKS_MILLIS, () -> {
            contender.run();
            return last() >= rows;
        });
        if (last() > rows) {
            throw new BenchException("%d rows arrived, expected %d".formatted(last(), rows));
        }
        for (String line : lines()) {
            if (number(line, 0) >= rows) {
                return Instant.ofEpochMilli(number(line, 2));
            }
        }
        throw new IllegalStateException("the last line was seen to have as many");
    }

    @Override
    public Instant firstRead() {
        try {
            return Instant.ofEpochMilli(number(lines().get(0), 1));
        } catch (IOException e) {
            throw new BenchException("cannot read '%s' again: %s".formatted(file, e.getMessage()));
        }
    }

    private long last() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? 0 : number(lines.get(lines.size() - 1), 0);
    }

    /** Whole ones only: the last may be half written. */
    private List<String> lines() throws IOException {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException notYet) {
            return List.of();
        }
    }

    private static long number(String line, int word) {
        return Long.parseLong(line.split(" ", -1)[word]);
    }

    @Override
    public void close() {}
}
