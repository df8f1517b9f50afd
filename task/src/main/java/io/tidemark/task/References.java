package io.tidemark.task;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a task file only points to: files beside it, and secrets. */
interface References {

    /** What relative paths start from: the task file's own folder, not where the process happens to run. */
    Path folder();

    Secret secret(String text);

    SecretText secretText(String text);

    /** The absolute path of a file. */
    String file(String text);

    /** The absolute path of a file of certificates. */
    String certificates(String text);

    /** Whatever can be said of a client's key before the first handshake. */
    void checkKey(String text, @Nullable Secret password);

    default Path path(String text) {
        try {
            return folder().resolve(Scalars.notEmpty(text)).normalize();
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("must be a path, but was '" + text + "'");
        }
    }
}
