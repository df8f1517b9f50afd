package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link FlinkCluster} keeps on disk. */
public record FlinkFolder(Path directory) {

    public FlinkFolder {
        directory = directory.toAbsolutePath();
    }

    /** Holds {@code <job>/chk-<n>/_metadata} for each completed checkpoint that is kept. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** Holds {@code savepoint-<...>/_metadata}. */
    public Path savepoints() {
        return directory.resolve("savepoints");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    Path conf() {
        return directory.resolve("conf");
    }

    Path temporary() {
        return directory.resolve("tmp");
    }

    /** Makes the folders, and the configuration that all processes of the cluster read. */
    FlinkSettings prepare(Installation installation, ClusterOptions options, int restPort) {
        // each killed process leaves a copy of RocksDB's library here
        Folders.delete(temporary());
        List.of(checkpoints(), savepoints(), logs(), conf(), temporary()).forEach(Folders::created);
        FlinkSettings settings = FlinkSettings.read(
                        installation.flinkConfiguration().resolve("config.yaml"))
                .with(ownSettings(options.slots(), restPort))
                .with(options.settings());
        settings.write(conf().resolve("config.yaml"));
        copyLogging(installation);
        return settings;
    }

    /** Makes what a client reads that is to reach a cluster of somebody else's. */
    void prepareClient(Installation installation, Map<String, String> cluster) {
        List.of(logs(), conf()).forEach(Folders::created);
        FlinkSettings.read(installation.flinkConfiguration().resolve("config.yaml"))
                .with(cluster)
                .write(conf().resolve("config.yaml"));
        copyLogging(installation);
    }

    private Map<String, String> ownSettings(int slots, int restPort) {
        Map<String, String> own = new HashMap<>();
        own.put("execution.checkpointing.dir", checkpoints().toUri().toString());
        own.put("execution.checkpointing.savepoint-dir", savepoints().toUri().toString());
        own.put("io.tmp.dirs", temporary().toString());
        own.put("rest.port", Integer.toString(restPort));
        own.put("rest.bind-port", Integer.toString(restPort));
        own.put("jobmanager.rpc.port", Integer.toString(FreePort.next()));
        // a TaskManager that comes again under its name replaces the dead one at once, no heartbeat need be missed
        own.put("taskmanager.resource-id", "taskmanager");
        own.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        own.put("taskmanager.cpu.cores", Integer.toString(slots));
        return own;
    }

    private void copyLogging(Installation installation) {
        Path logging = installation.flinkConfiguration().resolve("log4j2.properties");
        try {
            Files.copy(logging, conf().resolve("log4j2.properties"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy '" + logging + "'", e);
        }
    }
}
