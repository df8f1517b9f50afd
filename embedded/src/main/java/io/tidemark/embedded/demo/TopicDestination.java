package io.tidemark.embedded.demo;

import io.tidemark.embedded.server.KafkaServer;
import java.nio.file.Path;
import java.util.Map;

/** A topic on a Kafka broker of the demo's own. */
record TopicDestination(KafkaServer server) implements Destination {

    static TopicDestination start(Path directory) {
        return new TopicDestination(KafkaServer.startIn(directory, Map.of()));
    }

    @Override
    public String sink() {
        return "kafka: { brokers: \"%s\", topic: %s, format: json }".formatted(server.bootstrap(), DemoFolder.TASK);
    }

    /** A consumer waits for the topic by itself. */
    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}
