package io.tidemark.bench;

import io.tidemark.embedded.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the benchmark keeps on disk while it runs. */
record BenchFolder(Path directory) {

    Path server() {
        return directory.resolve("postgres");
    }

    Path subscriber() {
        return directory.resolve("subscriber");
    }

    Path flink() {
        return directory.resolve("flink");
    }

    Path broker() {
        return directory.resolve("kafka");
    }

    /** What one contender writes; what was there is deleted. */
    Path heat() throws IOException {
        Path heat = directory.resolve("heat");
        Folders.delete(heat);
        return Files.createDirectories(heat);
    }

    void delete() {
        Folders.delete(directory);
    }
}
