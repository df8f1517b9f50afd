package io.tidemark.bench.debezium;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import io.tidemark.bench.peer.PeerSettings;
import io.tidemark.bench.peer.Progress;
import java.util.Properties;

/** Debezium's engine as a process: the rows, then the log, as JSON, until it is killed. */
public final class DebeziumPeer {

    private DebeziumPeer() {}

    public static void main(String... arguments) throws Exception {
        PeerSettings settings = PeerSettings.read(arguments);
        try (Progress progress = Progress.into(settings.progress());
                Ending ending = ending(settings, progress);
                DebeziumEngine<ChangeEvent<String, String>> engine = DebeziumEngine.create(Json.class)
                        .using(properties(settings))
                        .notifying(new Batches(ending, progress))
                        .build()) {
            engine.run();
        }
    }

    private static Ending ending(PeerSettings settings, Progress progress) throws Exception {
        return switch (settings.end()) {
            case NOWHERE -> new Ending.Nowhere(progress);
            case FILES -> new Ending.OneFile(settings.directory(), progress);
            case KAFKA -> new Ending.Topic(settings.brokers(), settings.topic(), progress);
        };
    }

    /** What somebody sets who knows it and wants it fast. */
    private static Properties properties(PeerSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("name", "bench");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.setProperty("offset.flush.interval.ms", "1000");
        properties.setProperty("database.hostname", settings.host());
        properties.setProperty("database.port", Integer.toString(settings.port()));
        properties.setProperty("database.dbname", settings.database());
        properties.setProperty("database.user", settings.user());
        properties.setProperty("database.password", settings.password());
        properties.setProperty("database.sslmode", "disable");
        properties.setProperty("topic.prefix", "bench");
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", settings.slot());
        properties.setProperty("publication.name", settings.publication());
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("schema.include.list", "public");
        properties.setProperty("snapshot.mode", "initial");
        properties.setProperty("snapshot.max.threads", "2");
        properties.setProperty("snapshot.fetch.size", "20000");
        properties.setProperty("max.batch.size", "16384");
        properties.setProperty("max.queue.size", "65536");
        properties.setProperty("poll.interval.ms", "10");
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("key.converter.schemas.enable", "false");
        properties.setProperty("value.converter.schemas.enable", "false");
        return properties;
    }
}
