package io.tidemark.task;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where changes are published. */
public sealed interface Sink extends Serializable {

    Duration DEFAULT_RETENTION = Duration.ofHours(24);

    /** As many as DTS allows. */
    int DEFAULT_MAX_GROUPS = 20;

    /** The published form of a change. */
    enum Format {
        DTS_AVRO,
        JSON
    }

    /** How a change is written. */
    Format format();

    /**
     * Whether records for the begin and the end of transactions are published: by the format that has them, where all changes
     * have one order.
     */
    boolean hasBoundaries();

    /** For how long what was published is kept for consumers. */
    Duration retention();

    /**
     * A topic, or one for each table.
     *
     * @param brokers {@code host:port}, several joined by commas
     * @param replication of a topic that is made; {@code null} for the broker's default
     * @param maxGroups how many consumer groups the task may have
     * @param properties of the Kafka client, such as its login
     */
    record Kafka(
            String brokers,
            TopicNames topic,
            int partitions,
            Format format,
            Duration retention,
            Delivery delivery,
            Timestamps timestamps,
            @Nullable Integer replication,
            int maxGroups,
            Map<String, SecretText> properties)
            implements Sink {

        /** What records' times count since 1970. */
        public enum Timestamps {
            /** As Kafka has it. */
            MILLISECONDS,
            /** As the topics of DTS have it. */
            SECONDS
        }

        /** What a reader of committed records may rely on. */
        public enum Delivery {
            EXACTLY_ONCE,
            AT_LEAST_ONCE
        }

        public Kafka {
            properties = Map.copyOf(properties);
        }

        /** How many partitions a topic of the task has: dead letters have one. */
        public int partitionsOf(String name) {
            return name.equals(topic.deadLetters()) ? 1 : partitions;
        }

        @Override
        public boolean hasBoundaries() {
            return format == Format.DTS_AVRO && partitions == 1 && !topic.isPerTable();
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

        @Override
        public boolean hasBoundaries() {
            return format == Format.DTS_AVRO;
        }

        /** The folder on this machine. */
        public Path path() {
            return Path.of(directory);
        }
    }
}
