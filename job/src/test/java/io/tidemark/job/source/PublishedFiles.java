package io.tidemark.job.source;

import io.tidemark.record.DtsAvroDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads the finished files of a folder of the sink in their order, each once. The writer has one order, so the names that are
 * there when a pass begins are read before any that come later.
 */
final class PublishedFiles implements Published {

    private final Path directory;
    private final Set<Path> read = new HashSet<>();

    PublishedFiles(Path directory) {
        this.directory = directory;
    }

    /** Gives every line that was published since the last call; of an Avro container each record as a line of JSON. */
    @Override
    public void readNew(Consumer<String> lines) {
        for (Path file : finished()) {
            if (read.add(file)) {
                lines(file).forEach(lines);
            }
        }
    }

    /** Every line that is published, in order. */
    List<String> all() {
        List<String> lines = new ArrayList<>();
        new PublishedFiles(directory).readNew(lines::add);
        return lines;
    }

    /** The finished files, in order. */
    List<Path> finished() {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted(Comparator.comparing((Path file) ->
                                    file.getParent().getFileName().toString())
                            .thenComparing(PublishedFiles::number))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            return finished(); // the job finished or removed a file meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + directory, e);
        }
    }

    private static Long number(Path file) {
        String name = file.getFileName().toString();
        return Long.valueOf(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    private static List<String> lines(Path file) {
        try {
            if (file.toString().endsWith(".avro")) {
                return records(file);
            }
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static List<String> records(Path file) throws IOException {
        List<String> records = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            reader.forEach(record -> records.add(DtsAvroDecoder.json(record)));
        }
        return records;
    }
}
