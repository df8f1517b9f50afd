package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TaskFileException;
import java.nio.file.Path;

/** The only part of a task that a consumer of files is concerned with: where its files are. */
record FilesSink(Path directory) {

    /**
     * Reads a task file.
     *
     * @throws TaskFileException with all the problems of the file
     * @throws OtherSinkException if the task publishes something else than files
     */
    static FilesSink read(Path file) {
        Sink sink = TaskFile.readWithoutSecrets(file).sink();
        if (sink instanceof Sink.Files files) {
            return new FilesSink(files.path());
        }
        throw new OtherSinkException(
                "%s: groups read what a sink with files publishes, but this task publishes to kafka. Read it with a client of that sink"
                        .formatted(file));
    }
}
