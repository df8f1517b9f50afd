package io.tidemark.job.source;

import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The task of tests that need one and open no session. */
public final class SomeTask {

    private SomeTask() {}

    /**
     * Tracks a whole database.
     *
     * @param directory where the task's file, and its sink, are
     */
    public static TaskFile in(Path directory) {
        return with(directory, "");
    }

    /** The same with more lines in its file. */
    public static TaskFile with(Path directory, String more) {
        try {
            Path file = directory.resolve("shop.yaml");
            Files.writeString(file, """
                    task: shop
                    source:
                      host: db.invalid
                      database: shop
                      user: tidemark
                      password: ${env:SHOP_PASSWORD}
                      tls: { mode: disable }
                    sink:
                      files: { directory: "%s" }
                    %s""".formatted(directory.resolve("data").toUri(), more));
            return TaskFile.read(file, Map.of("SHOP_PASSWORD", "not-a-password"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing the task file", e);
        }
    }
}
