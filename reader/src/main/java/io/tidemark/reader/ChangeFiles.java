package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory that a files sink writes, as it lies on disk. */
final class ChangeFiles implements ChangeListing {

    private final Path directory;
    private final Path changes;
    private final DirectoryWatch watch;

    /** @param directory the sink's, as the task file names it */
    ChangeFiles(Path directory) {
        this.directory = directory;
        this.changes = directory.resolve("changes");
        this.watch = new DirectoryWatch(changes, System::nanoTime);
    }

    Path directory() {
        return directory;
    }

    Path path(Part part) {
        return changes.resolve(part.bucket().name()).resolve(part.name());
    }

    /** Where the file is read to its end. */
    Place end(Part part) throws IOException {
        try {
            return new Place(part, Files.size(path(part)));
        } catch (NoSuchFileException e) {
            throw RemovedException.gone(part);
        }
    }

    @Override
    public boolean mayHaveNewBuckets() throws IOException {
        return watch.mayHaveChanged();
    }

    @Override
    public NavigableSet<Bucket> bucketsAfter(Bucket bucket) throws IOException {
        NavigableSet<Bucket> found = new TreeSet<>();
        forEachName(changes, name -> {
            Bucket other = Bucket.parse(name);
            if (other != null && other.isAfter(bucket)) {
                found.add(other);
            }
        });
        return found;
    }

    @Override
    public List<Part> partsAfter(Bucket bucket, long number) throws IOException {
        List<Part> found = new ArrayList<>();
        forEachName(changes.resolve(bucket.name()), name -> {
            Part part = Part.parse(bucket, name);
            if (part != null) {
                found.add(part);
            }
        });
        found.sort(Comparator.comparingLong(Part::number));
        requireOneWriter(found);
        found.removeIf(part -> part.number() <= number);
        return found;
    }

    @Override
    public @Nullable Bucket keptFrom() throws IOException {
        Path file = directory.resolve("kept-from");
        String line;
        try {
            line = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
        Bucket bucket = Bucket.parse(line);
        if (bucket == null) {
            throw new ReaderException(
                    "'%s' should hold the name of the oldest bucket that is kept, like '%s', but holds %d characters that are not one"
                            .formatted(file, new Bucket(1, 12), line.length()));
        }
        return bucket;
    }

    /** Two writers number their files independently, so that the order of a bucket with both is not known. */
    private void requireOneWriter(List<Part> parts) {
        for (int i = 1; i < parts.size(); i++) {
            Part one = parts.get(i - 1);
            Part other = parts.get(i);
            if (!one.writer().equals(other.writer()) || one.number() == other.number()) {
                throw new ReaderException(
                        "'%s' holds '%s' and '%s', whose order is not known: a bucket is written by one writer, under one number each. Move the file away that is not the job's"
                                .formatted(changes.resolve(one.bucket().name()), one.name(), other.name()));
            }
        }
    }

    private static void forEachName(Path folder, Consumer<String> names) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.accept(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // not there yet, or removed by the retention: the cursor asks keptFrom which of the two
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
