package io.tidemark.bench;

import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.Submission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The job as users run it: the shaded jar on a cluster of separate processes. */
final class TrackJob implements Contestant {

    static final int PARALLELISM = 2;

    /** To ask costs the JobManager time, which would be measured with the job's. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private static final String MAIN_CLASS = "io.tidemark.job.TidemarkJob";
    private static final String DISCARDING = "io.tidemark.bench.discard.DiscardingJob";

    private final FlinkCluster cluster;
    private final Arrivals arrivals;
    private final RecordCheck check;
    private final String jobId;
    private Instant asked = Instant.EPOCH;

    private TrackJob(FlinkCluster cluster, Arrivals arrivals, RecordCheck check, String jobId) {
        this.cluster = cluster;
        this.arrivals = arrivals;
        this.check = check;
        this.jobId = jobId;
    }

    /** Submits the job of a task file. */
    static TrackJob submit(FlinkCluster cluster, Path task, Arrivals arrivals, RecordCheck check) {
        String jobId = cluster.submit(new Submission(
                Installation.find().jobJar(), MAIN_CLASS, List.of(task.toString(), "--fresh"), PARALLELISM, null));
        return new TrackJob(cluster, arrivals, check, jobId);
    }

    /** The same job with a sink that throws away, from a module beside this one. */
    static TrackJob submitDiscarding(FlinkCluster cluster, Path task, Told told) {
        Installation installation = Installation.find();
        Path modules = installation.root().resolve("bench");
        String jobId = cluster.submit(new Submission(
                modules.resolve(Path.of("discard", "target", "tidemark-bench-discard.jar")),
                List.of(installation.jobJar(), modules.resolve(Path.of("peer", "target", "tidemark-bench-peer.jar"))),
                DISCARDING,
                List.of(task.toString(), told.file().toString()),
                PARALLELISM,
                null));
        return new TrackJob(cluster, told, new RecordCheck.CountOnly(told), jobId);
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public String slot() {
        return TaskText.SLOT;
    }

    /** Its restarts would be measured with it. */
    @Override
    public void failIfItDid() {
        Instant now = Instant.now();
        if (now.isAfter(asked.plus(BETWEEN_QUESTIONS))) {
            asked = now;
            failIfItEverDid();
        }
    }

    private void failIfItEverDid() {
        cluster.rest().failure(jobId).ifPresent(failure -> {
            throw new BenchException("the job failed, logs are in '%s':%n%s"
                    .formatted(cluster.folder().logs(), failure.stackTrace()));
        });
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return Processes.of(cluster.jobManagerPid(), cluster.taskManagerPid()).get();
    }

    @Override
    public void check(SourceDatabase source) throws Exception {
        failIfItEverDid();
        check.verdict(source);
    }

    @Override
    public void close() {
        arrivals.close();
        cluster.client().cancel(jobId);
    }
}
