package io.tidemark.job.sink.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Buckets with files in them, as the sink leaves them. */
final class SomeBuckets {

    private SomeBuckets() {}

    /** A bucket with the files of the given names, all last written at a time. */
    static void make(Path directory, String bucket, Instant written, String... files) {
        Path folder = directory.resolve(bucket);
        try {
            Files.createDirectories(folder);
            for (String file : files) {
                Files.writeString(folder.resolve(file), "{}\n");
                Files.setLastModifiedTime(folder.resolve(file), FileTime.from(written));
            }
            Files.setLastModifiedTime(folder, FileTime.from(written));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("making bucket " + bucket, e);
        }
    }

    /** The names of what lies in a folder, in order. */
    static List<String> in(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
