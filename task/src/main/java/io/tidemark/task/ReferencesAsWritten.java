package io.tidemark.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is pointed to must be well written, and need not be there: for a machine that has no part in the connection. */
record ReferencesAsWritten(Path folder) implements References {

    @Override
    public Secret secret(String text) {
        return Secret.parse(text, folder);
    }

    @Override
    public SecretText secretText(String text) {
        return SecretText.parse(text, folder);
    }

    @Override
    public String file(String text) {
        return path(text).toString();
    }

    @Override
    public String certificates(String text) {
        return file(text);
    }

    @Override
    public void checkKey(String text, @Nullable Secret password) {
        // it is opened by who shows it
    }
}
