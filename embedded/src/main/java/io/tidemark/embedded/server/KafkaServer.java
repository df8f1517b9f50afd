package io.tidemark.embedded.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of one's own, controller included, as a JVM that is reached on 127.0.0.1 only. Its data and ports lie in one
 * folder and outlast a stop, so that it can be stopped, killed and started again as the same one. It ends with this JVM at the
 * latest.
 */
public final class KafkaServer implements AutoCloseable {

    /** Who may do everything on a secured broker; see {@link #administratorPassword}. */
    public static final String ADMINISTRATOR = "admin";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN_LOOKS_MILLIS = 50;
    private static final int SECRET_BYTES = 24;
    private static final String STARTED = "Kafka Server started";

    /** Starts soon and stays small. */
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** As Kafka's own script starts it. */
    private static final List<String> LASTING = List.of("-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");

    private final Installation installation = Installation.find();
    private final KafkaFolder folder;
    private final @Nullable KafkaSecurity security;
    private final List<String> jvm;
    private @Nullable ChildJvm process;

    private KafkaServer(KafkaFolder folder, @Nullable KafkaSecurity security, List<String> jvm) {
        this.folder = folder;
        this.security = security;
        this.jvm = jvm;
    }

    /**
     * Starts the broker of a folder, which is made when there is none.
     *
     * @param settings as in server.properties, over the defaults of {@link KafkaFolder}
     */
    public static KafkaServer startIn(Path directory, Map<String, String> settings) {
        return startIn(directory, settings, null, SMALL);
    }

    /** The same with a JVM that takes memory and time to become fast, as that of a broker in use. */
    public static KafkaServer startLastingIn(Path directory, Map<String, String> settings) {
        return startIn(directory, settings, null, LASTING);
    }

    /**
     * The same with a broker that lets in who logs in, by PLAIN or SCRAM-SHA-512, and then to what an ACL allows: SASL_PLAINTEXT
     * and the StandardAuthorizer. Its administrator makes SCRAM users and ACLs through an Admin client.
     *
     * @param users who may log in by PLAIN besides the administrator, with their passwords; they have no rights yet
     */
    public static KafkaServer startSecuredIn(Path directory, Map<String, String> settings, Map<String, String> users) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        KafkaSecurity security = new KafkaSecurity(HexFormat.of().formatHex(secret), users);
        Map<String, String> all = new HashMap<>(security.settings());
        all.putAll(settings);
        return startIn(directory, all, security, SMALL);
    }

    private static KafkaServer startIn(
            Path directory, Map<String, String> settings, @Nullable KafkaSecurity security, List<String> jvm) {
        KafkaFolder folder = new KafkaFolder(directory.toAbsolutePath());
        KafkaServer server = new KafkaServer(folder, security, jvm);
        folder.prepare(settings);
        if (!folder.hasData()) {
            server.format();
        }
        server.start();
        return server;
    }

    /** Starts the broker that was stopped or killed again, on the same port and data. Returns when it takes connections. */
    public void start() {
        ChildJvm started =
                launch("kafka", jvm, "kafka.Kafka", List.of(folder.settings().toString()));
        process = started;
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!output(started).contains(STARTED)) {
            if (!started.isAlive() || Instant.now().isAfter(deadline)) {
                throw new ServerException("Kafka did not start; the end of '%s':%n%s"
                        .formatted(started.output(), Tail.of(started.output())));
            }
            pause();
        }
    }

    /** Lets the broker write down what it has, and returns when it has gone. */
    public void stop() {
        ChildJvm running = process;
        if (running != null) {
            running.terminate();
            running.waitFor();
        }
    }

    /** {@code kill -9}; the next start recovers. */
    public void kill() {
        ChildJvm running = process;
        if (running != null) {
            running.kill();
        }
    }

    /** What a client's {@code bootstrap.servers} takes. */
    public String bootstrap() {
        return "127.0.0.1:" + folder.port();
    }

    /** Of the broker that was started last. */
    public long pid() {
        ChildJvm started = process;
        if (started == null) {
            throw new IllegalStateException("a broker that is returned has been started");
        }
        return started.pid();
    }

    /** Of {@link #ADMINISTRATOR}; another one each time the secured broker is started in its folder. */
    public String administratorPassword() {
        if (security == null) {
            throw new IllegalStateException("the broker was not started with startSecuredIn: it asks for no login");
        }
        return security.administrator();
    }

    /** Ends the broker as {@code kill -9} does. */
    @Override
    public void close() {
        kill();
    }

    private void format() {
        ChildJvm tool = launch(
                "format",
                SMALL,
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "-t",
                        "dGlkZW1hcmstYnJva2VyMQ",
                        "-c",
                        folder.settings().toString()));
        if (tool.waitFor() != 0) {
            throw new ServerException("Kafka's folder could not be made; the end of '%s':%n%s"
                    .formatted(tool.output(), Tail.of(tool.output())));
        }
    }

    private ChildJvm launch(String name, List<String> jvm, String mainClass, List<String> arguments) {
        List<String> options = new ArrayList<>(jvm);
        options.add("-Dlog4j2.configurationFile=" + folder.logging());
        return ChildJvm.start(
                new ChildJvm.Program(name, options, installation.brokerClassPath(), mainClass, arguments, Map.of()),
                folder.directory());
    }

    private static String output(ChildJvm process) {
        try {
            return Files.readString(process.output());
        } catch (IOException notYet) {
            return "";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while Kafka was starting", e);
        }
    }
}
