package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells from a directory's modification time whether listing it again can show anything new. */
final class DirectoryWatch {

    /** Above the granularity of any file system's times: what changed later has another time. */
    private static final long SETTLED = Duration.ofSeconds(2).toNanos();

    /** Some network file systems never change a directory's time; there, entries are seen this much later. */
    private static final long DISTRUST = Duration.ofSeconds(5).toNanos();

    private final Path directory;
    private final LongSupplier nanoTime;
    private @Nullable FileTime seen;
    private long seenAt;
    private long listedAt;

    DirectoryWatch(Path directory, LongSupplier nanoTime) {
        this.directory = directory;
        this.nanoTime = nanoTime;
    }

    /** Whoever is answered {@code true} lists the directory next. */
    boolean mayHaveChanged() throws IOException {
        FileTime modified = modified();
        long now = nanoTime.getAsLong();
        if (modified == null || !modified.equals(seen)) {
            seen = modified;
            seenAt = now;
        } else if (listedAt - seenAt > SETTLED && now - listedAt < DISTRUST) {
            return false;
        }
        listedAt = now;
        return true;
    }

    private @Nullable FileTime modified() throws IOException {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
