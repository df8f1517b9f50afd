package io.tidemark.bench;

import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.Submission;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The job as users run it: the shaded jar on a cluster of separate processes, into files. It ends when it is closed. */
final class TrackJob implements AutoCloseable {

    static final int PARALLELISM = 2;

    private static final String MAIN_CLASS = "io.tidemark.job.TidemarkJob";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final BenchFolder folder;
    private final SourceDatabase source;
    private final FlinkCluster cluster;
    private final Stopwatch stopwatch;
    private final PublishedFiles snapshotFiles;
    private final String jobId;

    private TrackJob(BenchFolder folder, SourceDatabase source, FlinkCluster cluster) throws IOException {
        this.folder = folder;
        this.source = source;
        this.cluster = cluster;
        this.snapshotFiles = new PublishedFiles(folder.changes());
        this.stopwatch = new Stopwatch(this::processes, source::processes);
        this.jobId = cluster.submit(new Submission(
                Installation.find().jobJar(),
                MAIN_CLASS,
                List.of(folder.taskFile().toString(), "--fresh"),
                PARALLELISM,
                null));
    }

    /** Submits it; from then on it reads. */
    static TrackJob submit(BenchFolder folder, SourceDatabase source, FlinkCluster cluster) throws IOException {
        return new TrackJob(folder, source, cluster);
    }

    /** The snapshot, from when the first chunk's transaction began. To be called at once, since the job is reading already. */
    Map<Contender, Run> snapshot(long rows) throws IOException, InterruptedException {
        Instant emitted = awaitCount("snapshotRows", rows);
        awaitPublished(snapshotFiles, rows);
        Map<Contender, Run> runs = new EnumMap<>(Contender.class);
        Instant from = snapshotFiles.firstCommit();
        runs.put(Contender.SNAPSHOT_EMITTED, stopwatch.run(rows, from, emitted));
        runs.put(Contender.SNAPSHOT_PUBLISHED, stopwatch.run(rows, from, snapshotFiles.lastAppeared()));
        return runs;
    }

    /** The process of the server that sends changes to the job, paused once there is nothing more to send. */
    PausedSender pauseSender() throws SQLException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (source.sender(BenchFolder.SLOT) == 0 || source.unsent(BenchFolder.SLOT) > 0) {
            pause(deadline, "the job to have read the log");
        }
        return new PausedSender(source.sender(BenchFolder.SLOT));
    }

    /** The changes that were written behind a paused sender, from when it is resumed. */
    Map<Contender, Run> stream(PausedSender sender, long changes) throws IOException, InterruptedException {
        PublishedFiles files = new PublishedFiles(folder.changes());
        Instant from = sender.resume();
        Instant emitted = awaitCount("streamChanges", changes);
        awaitPublished(files, changes);
        Map<Contender, Run> runs = new EnumMap<>(Contender.class);
        runs.put(Contender.STREAM_EMITTED, stopwatch.run(changes, from, emitted));
        runs.put(Contender.STREAM_PUBLISHED, stopwatch.run(changes, from, files.lastAppeared()));
        return runs;
    }

    private Instant awaitCount(String counter, long expected) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        SourceCounter count = new SourceCounter(cluster, jobId, counter);
        while (count.value() < expected) {
            failIfTheJobDid();
            pause(deadline, counter + " to be " + expected);
        }
        return Instant.now();
    }

    private void awaitPublished(PublishedFiles files, long expected) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (files.count() < expected) {
            pause(deadline, "%d records in finished files".formatted(expected));
        }
        if (files.count() != expected) {
            throw new BenchException("the job published %d records, expected %d".formatted(files.count(), expected));
        }
    }

    /** Its restarts would be measured with it. */
    private void failIfTheJobDid() {
        cluster.rest().failure(jobId).ifPresent(failure -> {
            throw new BenchException("the job failed, logs are in '%s':%n%s"
                    .formatted(folder.flink().resolve("logs"), failure.stackTrace()));
        });
    }

    private static void pause(Instant deadline, String wanted) {
        if (Instant.now().isAfter(deadline)) {
            throw new BenchException("waited %d minutes for %s".formatted(PATIENCE.toMinutes(), wanted));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while waiting for " + wanted);
        }
    }

    private Stream<ProcessHandle> processes() {
        return Stream.of(cluster.jobManagerPid(), cluster.taskManagerPid())
                .flatMap(pid -> ProcessHandle.of(pid).stream());
    }

    /** Returns when the slot is free for the next one. */
    @Override
    public void close() throws SQLException {
        stopwatch.close();
        cluster.client().cancel(jobId);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (source.sender(BenchFolder.SLOT) != 0) {
            pause(deadline, "the slot to be free");
        }
    }
}
