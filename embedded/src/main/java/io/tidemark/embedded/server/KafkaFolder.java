package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link KafkaServer} keeps on disk. */
record KafkaFolder(Path directory) {

    /** One broker is all there is, so nothing is kept twice, and a group need not wait for more members. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("controlled.shutdown.enable", "false"),
            Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "CLIENT"),
            // a killed broker's successor waits until the controller has given it up
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "200"));

    private static final FileAttribute<?> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String LOGGING = """
            status = error
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            logger.server.name = kafka.server
            logger.server.level = info
            appender.console.name = console
            appender.console.type = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d %p %c{1} %m%n
            """;

    Path settings() {
        return directory.resolve("server.properties");
    }

    Path logging() {
        return directory.resolve("log4j2.properties");
    }

    private Path data() {
        return directory.resolve("data");
    }

    boolean hasData() {
        return Files.exists(data().resolve("meta.properties"));
    }

    /** Writes the configuration; ports that were chosen once stay. */
    void prepare(Map<String, String> settings) {
        Folders.created(data());
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        int controllerPort = port("controller-port");
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listeners", "CLIENT://127.0.0.1:" + port() + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("log.dirs", data().toString());
        all.putAll(settings);
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            Files.deleteIfExists(settings());
            Files.createFile(settings(), ONLY_OWNER); // it may hold passwords
            Files.writeString(settings(), text);
            Files.writeString(logging(), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a Kafka broker in '" + directory + "'", e);
        }
    }

    int port() {
        return port("port");
    }

    private int port(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, Integer.toString(FreePort.next()));
            }
            return Integer.parseInt(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the broker's port in '" + file + "'", e);
        }
    }
}
