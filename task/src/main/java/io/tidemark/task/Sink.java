package io.tidemark.task;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where changes are published. */
public sealed interface Sink extends Serializable {

    Duration DEFAULT_RETENTION = Duration.ofHours(24);

    /** The published form of a change. */
    enum Format {
        DTS_AVRO,
        JSON
    }

    /** How a change is written. */
    Format format();

    /** For how long what was published is kept for consumers. */
    Duration retention();

    /**
     * A topic.
     *
     * @param brokers {@code host:port}, several joined by commas
     * @param properties of the Kafka client, such as its login
     */
    record Kafka(
            String brokers,
            String topic,
            int partitions,
            Format format,
            Duration retention,
            Map<String, SecretText> properties)
            implements Sink {

        public Kafka {
            properties = Map.copyOf(properties);
        }
    }

    /**
     * Files below a folder.
     *
     * @param directory an absolute {@code file:} URI
     */
    record Files(URI directory, Format format, Duration retention) implements Sink {

        public Files {
            if (!"file".equals(directory.getScheme())) {
                throw new IllegalArgumentException(
                        "directory must be a file: URI, but has the scheme '" + directory.getScheme() + "'");
            }
        }

        /** The folder on this machine. */
        public Path path() {
            return Path.of(directory);
        }
    }
}
