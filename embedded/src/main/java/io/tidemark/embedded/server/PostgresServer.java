package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of one's own on a port of 127.0.0.1: data, password, port and log live in one folder and outlast a stop,
 * so that a server can be stopped, killed and started again as the same one. It ends with this JVM at the latest.
 *
 * <p>Its disk is not asked to be safe ({@code fsync = off}): the machine's crash loses it, a crash of the server does
 * not.
 */
public final class PostgresServer implements AutoCloseable {

    /** How the server is asked to stop. */
    public enum StopMode {
        /** Breaks off the sessions and writes everything down. */
        FAST,
        /** Ends as in a crash; the next start recovers from the WAL. */
        IMMEDIATE
    }

    private final PostgresFolder folder;
    private final PostgresBinaries binaries;
    private final Unprivileged unprivileged = Unprivileged.ofThisProcess();
    private @Nullable Leash leash;

    private PostgresServer(PostgresFolder folder, PostgresBinaries binaries) {
        this.folder = folder;
        this.binaries = binaries;
    }

    /** As {@link #startIn(Path, Map, PostgresBinaries)}, with the version on the class path. */
    public static PostgresServer startIn(Path directory, Map<String, String> settings) {
        return startIn(directory, settings, PostgresBinaries.onClassPath());
    }

    /**
     * Starts the server of a folder, which is made when there is none.
     *
     * @param settings as in postgresql.conf, over the defaults of {@link PostgresFolder}
     */
    public static PostgresServer startIn(Path directory, Map<String, String> settings, PostgresBinaries binaries) {
        PostgresFolder folder = new PostgresFolder(directory.toAbsolutePath());
        PostgresServer server = new PostgresServer(folder, binaries);
        try {
            folder.prepare(server.unprivileged);
            if (!folder.hasData()) {
                server.initialise();
            }
            folder.writeSettings(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a PostgreSQL in '" + directory + "'", e);
        }
        server.start();
        return server;
    }

    /** Starts the stopped server again, on the same port and data. Returns when it takes connections. */
    public void start() {
        releaseLeash();
        leash = Leash.onEndRun(pgCtl("stop", "-m", "immediate"));
        PostgresStart.run(pgCtl("start", "-w", "-t", "60", "-l", folder.log().toString()), folder.log());
    }

    /** Stops the server and returns when it has gone; it is no error when it already had. */
    public void stop(StopMode mode) {
        if (isRunning()) {
            Command.run(pgCtl("stop", "-w", "-t", "60", "-m", mode.name().toLowerCase(Locale.ROOT)))
                    .outputOrThrow();
        }
        releaseLeash();
    }

    /** {@code kill -9} of the postmaster; its sessions notice and end by themselves. */
    public void kill() {
        folder.postmaster().ifPresent(postmaster -> {
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        });
        releaseLeash();
    }

    public boolean isRunning() {
        return Command.run(pgCtl("status")).succeeded();
    }

    public int port() {
        return folder.port();
    }

    public String superuser() {
        return PostgresFolder.SUPERUSER;
    }

    public String superuserPassword() {
        return folder.password();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** A new connection as superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", superuser());
        properties.setProperty("password", superuserPassword());
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"%s\"".formatted(name.replace("\"", "\"\"")));
        }
    }

    /** Where the server writes its log. */
    public Path log() {
        return folder.log();
    }

    @Override
    public void close() {
        stop(StopMode.FAST);
    }

    private void initialise() {
        Command.run(unprivileged.command(List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + folder.data(),
                        "--username=" + superuser(),
                        "--pwfile=" + folder.passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync")))
                .outputOrThrow();
    }

    private List<String> pgCtl(String action, String... options) {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("pg_ctl"), action, "-D", folder.data().toString()));
        command.addAll(List.of(options));
        return unprivileged.command(command);
    }

    private void releaseLeash() {
        if (leash != null) {
            leash.close();
            leash = null;
        }
    }
}
