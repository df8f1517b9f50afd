package io.tidemark.task;

/** A secret is not where the task file says; the message is a sentence that names the place. */
public final class SecretUnavailableException extends RuntimeException {

    SecretUnavailableException(String message) {
        super(message);
    }
}
