package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Records, one a line, in the files of Flink's sink that are finished. */
final class ArrivedFiles implements Arrivals {

    /** Seldom: looking costs time, and when a file came it says itself. */
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final Path directory;
    private final RecordCheck check;
    private final Settling settling = new Settling();
    private final Set<Path> known = new HashSet<>();
    private long records;
    private Instant last = Instant.MIN;

    /** @param check is given each record, once all have come */
    ArrivedFiles(Path directory, RecordCheck check) {
        this.directory = directory;
        this.check = check;
    }

    @Override
    public Instant await(long rows, Runnable contender) throws Exception {
        while (records < rows) {
            settling.await(BETWEEN_LOOKS_MILLIS, contender, this::bytes);
            count();
        }
        if (records != rows) {
            throw new BenchException("%d records were published, expected %d".formatted(records, rows));
        }
        return last;
    }

    @Override
    public Instant firstRead() {
        return check.firstCommit();
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : finished()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private void count() throws IOException {
        List<Path> fresh = finished().stream()
                .filter(file -> !known.contains(file))
                .sorted(Comparator.comparing(Path::getParent).thenComparing(ArrivedFiles::number))
                .toList();
        for (Path file : fresh) {
            known.add(file);
            Instant appeared = appeared(file);
            last = appeared.isAfter(last) ? appeared : last;
            count(Files.readAllBytes(file));
        }
    }

    private void count(byte[] file) {
        int start = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] == '\n') {
                records++;
                check.line(file, start, at - start);
                start = at + 1;
            }
        }
    }

    /** A file is finished by being renamed, which changes its node and nothing else of it. */
    static Instant appeared(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }

    /** Of a bucket's files; the writer numbers them. */
    private static long number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.replaceFirst("\\.[a-z]+$", "").replaceFirst(".*[^0-9]", "");
        return Long.parseLong(digits);
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        } catch (NoSuchFileException notYet) {
            return List.of();
        }
    }

    @Override
    public void close() {}
}
