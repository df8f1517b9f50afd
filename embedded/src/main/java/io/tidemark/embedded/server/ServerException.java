package io.tidemark.embedded.server;

/** A server did not do what it was asked; the message says which, and shows the end of what it wrote. */
public final class ServerException extends RuntimeException {

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
