package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A completed checkpoint or savepoint of a task. It is complete when its {@code _metadata} is there, which Flink gives
 * its name last.
 *
 * @param path the folder that holds {@code _metadata}
 * @param completed when; decides which one is the newest, whichever job it was
 */
record ResumePoint(Path path, FileTime completed) {

    private static final String METADATA = "_metadata";

    /** The newest of a task; with {@code after}, only of those completed later. */
    static Optional<ResumePoint> newestOf(FlinkFolder folder, @Nullable FileTime after) {
        return Stream.concat(checkpoints(folder.checkpoints()), below(folder.savepoints()))
                .map(ResumePoint::at)
                .flatMap(Optional::stream)
                .filter(point -> after == null || point.completed.compareTo(after) > 0)
                .max(Comparator.comparing(ResumePoint::completed).thenComparing(ResumePoint::number));
    }

    /** The one in this folder, if it is complete. */
    static Optional<ResumePoint> at(Path folder) {
        try {
            return Optional.of(new ResumePoint(folder, Files.getLastModifiedTime(folder.resolve(METADATA))));
        } catch (NoSuchFileException unfinished) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at '" + folder + "'", e);
        }
    }

    /** As people speak of it: {@code checkpoint 17} or {@code savepoint savepoint-4b2f-...}. */
    String label() {
        return number() >= 0 ? "checkpoint " + number() : "savepoint " + path.getFileName();
    }

    /** The checkpoint's number, by which Flink counts on from job to job; -1 for a savepoint. */
    private long number() {
        String name = String.valueOf(path.getFileName());
        return name.startsWith("chk-") ? Long.parseLong(name, 4, name.length(), 10) : -1;
    }

    private static Stream<Path> checkpoints(Path folder) {
        return below(folder)
                .flatMap(ResumePoint::below)
                .filter(path -> path.getFileName().toString().matches("chk-\\d{1,18}"));
    }

    /** Flink deletes old ones while we look: what is gone is not there. */
    private static Stream<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return List.copyOf(entries.toList()).stream();
        } catch (NoSuchFileException gone) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list '" + folder + "'", e);
        }
    }
}
