package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Task files for the reader, which needs only the sink of them. */
final class FilesTask {

    private FilesTask() {}

    /** A task file in {@code folder} whose sink is files below {@code directory}. */
    static Path write(Path folder, Path directory) throws IOException {
        return writeWithSink(folder, "files: { directory: \"%s\" }".formatted(directory));
    }

    static Path writeWithSink(Path folder, String sink) throws IOException {
        return Files.writeString(folder.resolve("task.yaml"), """
                task: shop
                source:
                  host: 127.0.0.1
                  port: 5432
                  database: shop
                  user: tidemark
                  password: ${file:/not/on/this/machine}
                sink:
                  %s
                """.formatted(sink));
    }
}
