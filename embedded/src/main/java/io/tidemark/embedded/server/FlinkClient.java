package io.tidemark.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's own command line client, a process for each command. */
public final class FlinkClient {

    private static final Pattern JOB_ID = Pattern.compile("submitted with JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");
    private static final String RESTARTING = "Not all required tasks are currently running";

    private final Installation installation;
    private final FlinkFolder folder;
    private final Map<String, String> environment;

    FlinkClient(Installation installation, FlinkFolder folder, Map<String, String> environment) {
        this.installation = installation;
        this.folder = folder;
        this.environment = environment;
    }

    /** A client of the cluster whose folder this is, started by whichever process. */
    public static FlinkClient of(FlinkFolder folder) {
        return new FlinkClient(Installation.find(), folder, Map.of());
    }

    /**
     * A client of somebody else's cluster.
     *
     * @param folder takes its settings and log
     * @param cluster Flink's settings, by which it is reached
     */
    public static FlinkClient to(FlinkFolder folder, Map<String, String> cluster) {
        Installation installation = Installation.find();
        folder.prepareClient(installation, cluster);
        return new FlinkClient(installation, folder, Map.of());
    }

    /**
     * Submits a job.
     *
     * @return its id
     * @throws ServerException if Flink or the job's main class refused; the message is the client's whole output
     */
    public String submit(Submission submission) {
        return found(JOB_ID, run(submission.cliArguments()));
    }

    /**
     * Ends the job with a savepoint and returns the savepoint's path when it is complete. A job that restarts at that moment
     * can't make one: it is asked again until it runs.
     *
     * @throws ServerException if there is no savepoint; the message is the client's whole output
     */
    public String stopWithSavepoint(String jobId) {
        List<String> stop = List.of("stop", "-p", folder.savepoints().toUri().toString(), jobId);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                return Path.of(java.net.URI.create(found(SAVEPOINT, run(stop)))).toString();
            } catch (ServerException e) {
                if (!String.valueOf(e.getMessage()).contains(RESTARTING) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    public void cancel(String jobId) {
        run(List.of("cancel", jobId));
    }

    /** What {@code flink list -a} prints. */
    public String list() {
        return run(List.of("list", "-a"));
    }

    private String run(List<String> arguments) {
        ChildJvm.Program program = new ChildJvm.Program(
                "client",
                options(),
                installation.flinkClassPath(),
                "org.apache.flink.client.cli.CliFrontend",
                arguments,
                withConfDir());
        ChildJvm client = ChildJvm.start(program, folder.logs());
        int exitCode = client.waitFor();
        String output = read(client.output());
        if (exitCode != 0) {
            throw new ServerException(output);
        }
        return output;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(
                FlinkSettings.read(folder.conf().resolve("config.yaml")).options("client"));
        options.add("-Dlog.file=" + folder.logs().resolve("client.log"));
        options.add("-Dlog4j.configurationFile=" + folder.conf().resolve("log4j2.properties"));
        options.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return options;
    }

    private Map<String, String> withConfDir() {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("FLINK_CONF_DIR", folder.conf().toString());
        return all;
    }

    private static String found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new ServerException("Flink's client ended well but did not print '" + pattern + "':\n" + output);
        }
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + file + "'", e);
        }
    }
}
