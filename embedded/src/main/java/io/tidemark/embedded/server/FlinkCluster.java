package io.tidemark.embedded.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Flink cluster of separate JVMs: a JobManager and a TaskManager, reached on 127.0.0.1 only. Either can be killed and
 * started again; both end with this JVM at the latest.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final Installation installation = Installation.find();
    private final ClusterOptions options;
    private final FlinkFolder folder;
    private final FlinkSettings settings;
    private final int restPort;
    private final FlinkRest rest;
    private final FlinkClient client;
    private volatile ChildJvm jobManager;
    private volatile ChildJvm taskManager;

    private FlinkCluster(ClusterOptions options) {
        this.options = options;
        this.restPort = FreePort.next();
        this.folder = new FlinkFolder(options.directory());
        this.settings = folder.prepare(installation, options, restPort);
        this.rest = new FlinkRest(restPort);
        this.client = new FlinkClient(installation, folder, options.environment());
        this.jobManager = launchJobManager();
        this.taskManager = launchTaskManager();
    }

    /** Starts both processes and returns when the TaskManager has registered. */
    public static FlinkCluster start(ClusterOptions options) {
        FlinkCluster cluster = new FlinkCluster(options);
        try {
            cluster.awaitReady();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** Returns when the JobManager answers and has a TaskManager. */
    public void awaitReady() {
        await(jobManager, () -> rest.isUp() && !rest.taskManagers().isEmpty());
    }

    /**
     * Submits a job through Flink's client.
     *
     * @return the job's id
     * @throws ServerException if it was refused; the message is the client's whole output
     */
    public String submit(Submission submission) {
        return client.submit(submission);
    }

    public FlinkClient client() {
        return client;
    }

    public FlinkRest rest() {
        return rest;
    }

    public int restPort() {
        return restPort;
    }

    public FlinkFolder folder() {
        return folder;
    }

    public boolean isJobManagerAlive() {
        return jobManager.isAlive();
    }

    public boolean isTaskManagerAlive() {
        return taskManager.isAlive();
    }

    public long jobManagerPid() {
        return jobManager.pid();
    }

    public long taskManagerPid() {
        return taskManager.pid();
    }

    /** {@code kill -9}; jobs are lost with it, their checkpoints are not. */
    public void killJobManager() {
        jobManager.kill();
    }

    /** {@code kill -9}; the JobManager restarts its jobs once there is another one. */
    public void killTaskManager() {
        taskManager.kill();
    }

    /** Starts a JobManager in place of one that has gone, at the same address; it knows no job. */
    public void startJobManager() {
        jobManager.kill();
        jobManager = launchJobManager();
    }

    /** Starts both anew. A TaskManager that lost its JobManager would run the old job's tasks for a while yet. */
    public void restart() {
        taskManager.kill();
        startJobManager();
        startTaskManager();
        awaitReady();
    }

    /** Starts a TaskManager in place of one that has gone; does not wait until it has registered. */
    public void startTaskManager() {
        taskManager.kill();
        taskManager = launchTaskManager();
    }

    /** Ends all processes as {@code kill -9} does: what counts is in the checkpoints. */
    @Override
    public void close() {
        taskManager.kill();
        jobManager.kill();
        Folders.delete(folder.temporary());
    }

    private ChildJvm launchJobManager() {
        return launch(
                "jobmanager",
                settings.jobManagerOptions(),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    }

    private ChildJvm launchTaskManager() {
        return launch(
                "taskmanager",
                settings.taskManagerOptions(),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    }

    private ChildJvm launch(String name, List<String> memory, String mainClass) {
        List<String> all = new ArrayList<>(memory);
        all.addAll(settings.options(name));
        all.add("-Dlog.file=" + folder.logs().resolve(name + ".log"));
        all.add("-Dlog4j.configurationFile=" + folder.conf().resolve("log4j2.properties"));
        all.add("-Djava.io.tmpdir=" + folder.temporary());
        List<String> arguments = List.of("--configDir", folder.conf().toString());
        return ChildJvm.start(
                new ChildJvm.Program(
                        name, all, installation.flinkClassPath(), mainClass, arguments, options.environment()),
                folder.logs());
    }

    private void await(ChildJvm process, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new ServerException("Flink did not start; the end of '%s':%n%s"
                        .formatted(folder.logs().resolve("jobmanager.log"), logTail()));
            }
            pause();
        }
    }

    private String logTail() {
        return Tail.of(folder.logs().resolve("jobmanager.log")) + "\n"
                + Tail.of(folder.logs().resolve("jobmanager.out"));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while Flink was starting", e);
        }
    }
}
