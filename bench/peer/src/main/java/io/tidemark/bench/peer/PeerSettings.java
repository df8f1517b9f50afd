package io.tidemark.bench.peer;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/** What a peer is started with: a file of properties, which holds the password, so that no command line does. */
public final class PeerSettings {

    private final Properties properties = new Properties();

    private PeerSettings() {}

    /** Reads the file that is a peer's only argument. */
    public static PeerSettings read(String... arguments) {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "expected one argument, the file of settings, but was given " + arguments.length);
        }
        PeerSettings settings = new PeerSettings();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + arguments[0] + "'", e);
        }
        return settings;
    }

    /** Where rows go. */
    public enum End {
        NOWHERE,
        FILES,
        KAFKA
    }

    public String host() {
        return get("host");
    }

    public int port() {
        return Integer.parseInt(get("port"));
    }

    public String database() {
        return get("database");
    }

    public String user() {
        return get("user");
    }

    public String password() {
        return get("password");
    }

    public String slot() {
        return get("slot");
    }

    public String publication() {
        return get("publication");
    }

    public End end() {
        return End.valueOf(get("end"));
    }

    /** The folder that takes files. */
    public Path directory() {
        return Path.of(get("directory"));
    }

    public String brokers() {
        return get("brokers");
    }

    public String topic() {
        return get("topic");
    }

    /** Where {@link Progress} is told. */
    public Path progress() {
        return Path.of(get("progress"));
    }

    private String get(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            Set<String> there = properties.stringPropertyNames();
            throw new IllegalArgumentException("the settings lack '%s'; there are %s".formatted(key, there));
        }
        return value;
    }
}
