package io.tidemark.task;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a task file only points to: files beside it, and secrets.
 *
 * @param folder what relative paths start from: the task file's own folder, not where the process happens to run
 */
record References(Path folder, Map<String, String> environment) {

    References {
        environment = Map.copyOf(environment);
    }

    /** A secret that is there; its value is looked at and let go. */
    Secret secret(String text) {
        Secret secret = Secret.parse(text, folder);
        try {
            secret.reveal(environment);
        } catch (SecretUnavailableException missing) {
            throw new IllegalArgumentException(missing.getMessage());
        }
        return secret;
    }

    /** A text whose secrets are there; their values are looked at and let go. */
    SecretText secretText(String text) {
        SecretText parsed = SecretText.parse(text, folder);
        try {
            parsed.reveal(environment);
        } catch (SecretUnavailableException missing) {
            throw new IllegalArgumentException(missing.getMessage());
        }
        return parsed;
    }

    /** The absolute path of a file that is there. */
    String file(String text) {
        Path file = path(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("must be a file that can be read, but '" + file + "' is none");
        }
        return file.toString();
    }

    /** The absolute path of a file of certificates. */
    String certificates(String text) {
        String file = file(text);
        Certificates.read(Path.of(file));
        return file;
    }

    Path path(String text) {
        try {
            return folder.resolve(Scalars.notEmpty(text)).normalize();
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("must be a path, but was '" + text + "'");
        }
    }
}
