package io.tidemark.embedded.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the demo's folder; the job makes theirs. */
record FilesDestination(Path records) implements Destination {

    @Override
    public String sink() {
        return "files: { directory: %s }".formatted(records.getFileName());
    }

    @Override
    public boolean isThere() {
        return Files.exists(records);
    }

    @Override
    public void close() {
        // they go with the folder
    }
}
