package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.embedded.server.ChildJvm;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.PostgresServer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A program that people could use instead of the job, in a process and on a class path of its own. */
final class PeerProcess implements Contestant {

    /** Flink 1.20 on Java 17 reaches into these packages. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx4g",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private static final String SLOT = "bench_peer";

    private final ChildJvm process;
    private final Arrivals arrivals;

    private PeerProcess(ChildJvm process, Arrivals arrivals) {
        this.process = process;
        this.arrivals = arrivals;
    }

    /**
     * Starts it.
     *
     * @param end as {@code io.tidemark.bench.peer.PeerSettings} names it
     * @param brokers where that is a topic, else anything
     */
    static PeerProcess start(
            Contender contender, Path folder, PostgresServer server, String end, String brokers, Arrivals arrivals)
            throws IOException {
        Properties properties = new Properties();
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("port", Integer.toString(server.port()));
        properties.setProperty("database", SourceDatabase.NAME);
        properties.setProperty("user", server.superuser());
        properties.setProperty("password", server.superuserPassword());
        properties.setProperty("slot", SLOT);
        properties.setProperty("publication", SourceServer.PUBLICATION);
        properties.setProperty("end", end);
        properties.setProperty("directory", folder.resolve("records").toString());
        properties.setProperty("brokers", brokers);
        properties.setProperty("topic", "bench");
        properties.setProperty("progress", progress(folder).toString());
        Path settings = folder.resolve("peer.properties");
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        }
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Djava.io.tmpdir=" + folder); // what Flink unpacks stays when it is killed
        ChildJvm process = ChildJvm.start(
                new ChildJvm.Program(
                        "peer",
                        options,
                        Installation.find().classPathOf(module(contender)),
                        mainClass(contender),
                        List.of(settings.toString()),
                        Map.of()),
                folder);
        return new PeerProcess(process, arrivals);
    }

    /** The file in which a peer tells what it has done. */
    static Path progress(Path folder) {
        return folder.resolve("progress");
    }

    private static Path module(Contender contender) {
        return Path.of("bench", contender == Contender.DEBEZIUM ? "debezium" : "connector");
    }

    private static String mainClass(Contender contender) {
        return contender == Contender.DEBEZIUM
                ? "io.tidemark.bench.debezium.DebeziumPeer"
                : "io.tidemark.bench.connector.ConnectorPeer";
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return Processes.of(process.pid()).get();
    }

    @Override
    public void failIfItDid() {
        if (!process.isAlive()) {
            throw new BenchException("the peer ended; what it said is in '%s'".formatted(process.output()));
        }
    }

    @Override
    public String slot() {
        return SLOT;
    }

    /** Only the number of its records is looked at. */
    @Override
    public void check(SourceDatabase source) {}

    @Override
    public void close() {
        arrivals.close();
        process.kill();
    }
}
