package io.tidemark.bench;

import io.tidemark.record.JsonLine;
import io.tidemark.record.UnreadableRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The records in the files that the job has finished, since it was made. */
final class PublishedFiles {

    private final Path changes;
    private final Set<Path> known = new HashSet<>();
    private long records;
    private long firstCommitMillis = Long.MAX_VALUE;
    private Instant lastAppeared = Instant.MIN;

    /** @param changes the folder with the buckets; what is in it is not counted */
    PublishedFiles(Path changes) throws IOException {
        this.changes = changes;
        known.addAll(finished());
    }

    /** Counts what is new and returns how many records there are by now. */
    long count() throws IOException {
        for (Path file : finished()) {
            if (known.add(file)) {
                count(Files.readAllBytes(file));
                appeared(file);
            }
        }
        return records;
    }

    /** The earliest commit time of all records; that of a row of the snapshot is when the reading of its chunk began. */
    Instant firstCommit() {
        return Instant.ofEpochMilli(firstCommitMillis);
    }

    /** When the last of the files appeared. */
    Instant lastAppeared() {
        return lastAppeared;
    }

    private void count(byte[] file) {
        int start = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] == '\n') {
                records++;
                firstCommitMillis = Math.min(firstCommitMillis, commitMillis(file, start, at - start));
                start = at + 1;
            }
        }
    }

    private static long commitMillis(byte[] file, int start, int length) {
        try {
            return JsonLine.commitMillis(file, start, length);
        } catch (UnreadableRecordException e) {
            throw new BenchException("the job published a record that cannot be read: " + e.getMessage());
        }
    }

    /** A file is finished by being renamed within its folder, whose time of change is that of the last one renamed. */
    private void appeared(Path file) throws IOException {
        Instant time = Files.getLastModifiedTime(file.getParent()).toInstant();
        lastAppeared = time.isAfter(lastAppeared) ? time : lastAppeared;
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> files = Files.walk(changes, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        } catch (NoSuchFileException notYet) {
            return List.of();
        }
    }
}
