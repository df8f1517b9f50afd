package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a {@link PostgresServer} keeps on disk. */
record PostgresFolder(Path directory) {

    static final String SUPERUSER = "postgres";

    private static final Map<String, String> DEFAULTS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "wal_level", "logical",
            "max_replication_slots", "20",
            "max_wal_senders", "20",
            "fsync", "off");

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("server.log");
    }

    Path passwordFile() {
        return directory.resolve("superuser-password");
    }

    private Path portFile() {
        return directory.resolve("port");
    }

    boolean hasData() {
        return Files.exists(data().resolve("postgresql.conf"));
    }

    void prepare(Unprivileged unprivileged) throws IOException {
        Files.createDirectories(directory);
        unprivileged.own(directory);
        if (!Files.exists(portFile())) {
            Files.writeString(portFile(), Integer.toString(FreePort.next()));
        }
        if (!Files.exists(passwordFile())) {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            Files.createFile(
                    passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile(), HexFormat.of().formatHex(secret));
            unprivileged.own(passwordFile());
        }
    }

    /** Writes the settings into a file that postgresql.conf includes: {@code ALTER SYSTEM} still goes over them. */
    void writeSettings(Map<String, String> settings) throws IOException {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.put("port", Integer.toString(port()));
        all.putAll(settings);
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) ->
                text.append(key).append(" = '").append(value.replace("'", "''")).append("'\n"));
        Files.writeString(directory.resolve("settings.conf"), text);

        String include = "include '../settings.conf'";
        Path configuration = data().resolve("postgresql.conf");
        if (!Files.readAllLines(configuration).contains(include)) {
            Files.write(configuration, List.of(include), StandardOpenOption.APPEND);
        }
    }

    int port() {
        return Integer.parseInt(read(portFile()));
    }

    String password() {
        return read(passwordFile());
    }

    /** The server's first process, as the server itself wrote it down. */
    Optional<ProcessHandle> postmaster() {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(read(pidFile).lines().findFirst().orElseThrow()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "'", e);
        }
    }
}
