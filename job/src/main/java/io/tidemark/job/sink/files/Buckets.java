package io.tidemark.job.sink.files;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets below a directory: one for each checkpoint that published something, named so that their order by name is the
 * order of their records.
 */
record Buckets(Path directory) {

    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);

    /**
     * The name of a bucket.
     *
     * @param generation counts the fresh starts of the task, from 1
     * @param checkpoint the id of the checkpoint that publishes the bucket
     */
    static String name(int generation, long checkpoint) {
        return "%04d-%019d".formatted(generation, checkpoint);
    }

    static int generation(String bucket) {
        return Integer.parseInt(bucket.substring(0, bucket.indexOf('-')));
    }

    static long checkpoint(String bucket) {
        return Long.parseLong(bucket.substring(bucket.indexOf('-') + 1));
    }

    /** The names of all buckets, oldest first; none if the directory is not there yet. */
    TreeSet<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d{4,}-\\d{19}"))
                    .collect(toCollection(() -> new TreeSet<>(Buckets::compare)));
        } catch (NoSuchFileException e) {
            return new TreeSet<>(Buckets::compare);
        }
    }

    /**
     * The generation of a job that starts without a checkpoint. What it has published by then is nothing, so all operators
     * that ask get the same answer, however late they start and whatever was begun meanwhile.
     */
    int nextGeneration() throws IOException {
        for (String bucket : names().descendingSet()) {
            if (!finished(bucket).isEmpty()) {
                return generation(bucket) + 1;
            }
        }
        return 1;
    }

    private static int compare(String one, String other) {
        int byGeneration = Integer.compare(generation(one), generation(other));
        return byGeneration != 0 ? byGeneration : Long.compare(checkpoint(one), checkpoint(other));
    }

    /** Removes a bucket with all that is in it. */
    void delete(String bucket) throws IOException {
        Path folder = directory.resolve(bucket);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException e) {
            LOG.debug("Bucket {} is gone already", bucket);
        }
    }

    /** The files of a bucket that readers see. */
    List<Path> finished(String bucket) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(bucket))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
