package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TaskFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The only part of a task that a consumer of files is concerned with: where its files are. */
record JsonFilesTask(Path directory) {

    /**
     * Reads a task file.
     *
     * @throws TaskFileException with all the problems of the file
     * @throws OtherSinkException if the task publishes something else than files of lines
     */
    static JsonFilesTask read(Path file) {
        Sink sink = TaskFile.readWithoutSecrets(file).sink();
        if (sink instanceof Sink.Files files && files.format() == Sink.Format.JSON) {
            return new JsonFilesTask(files.path());
        }
        throw new OtherSinkException(
                "%s: groups read the lines of a sink with files of format json, but this task publishes %s. Read it with a client of that sink"
                        .formatted(file, published(sink)));
    }

    private static String published(Sink sink) {
        String format = sink.format().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return (sink instanceof Sink.Kafka ? "to kafka as " : "to files as ") + format;
    }
}
