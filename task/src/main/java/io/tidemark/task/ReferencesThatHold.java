package io.tidemark.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is pointed to must be there, and be what it should be. Secrets are looked at and let go. */
record ReferencesThatHold(Path folder, Map<String, String> environment) implements References {

    ReferencesThatHold {
        environment = Map.copyOf(environment);
    }

    @Override
    public Secret secret(String text) {
        Secret secret = Secret.parse(text, folder);
        try {
            secret.reveal(environment);
        } catch (SecretUnavailableException missing) {
            throw new IllegalArgumentException(missing.getMessage());
        }
        return secret;
    }

    @Override
    public SecretText secretText(String text) {
        SecretText parsed = SecretText.parse(text, folder);
        try {
            parsed.reveal(environment);
        } catch (SecretUnavailableException missing) {
            throw new IllegalArgumentException(missing.getMessage());
        }
        return parsed;
    }

    @Override
    public String file(String text) {
        Path file = path(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("must be a file that can be read, but '" + file + "' is none");
        }
        return file.toString();
    }

    @Override
    public String certificates(String text) {
        String file = file(text);
        Certificates.read(Path.of(file));
        return file;
    }

    @Override
    public void checkKey(String text, @Nullable Secret password) {
        ClientKey.read(path(text), password == null ? null : password.reveal(environment));
    }
}
