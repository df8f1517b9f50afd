package io.tidemark.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server that takes subscriptions, started when the first of them is wanted. */
final class Subscribers implements AutoCloseable {

    private final Path directory;
    private @Nullable Subscriber server;

    Subscribers(Path directory) {
        this.directory = directory;
    }

    Subscriber started() {
        Subscriber running = server;
        if (running == null) {
            running = new Subscriber(directory);
            server = running;
        }
        return running;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
