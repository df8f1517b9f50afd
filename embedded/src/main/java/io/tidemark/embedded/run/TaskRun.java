package io.tidemark.embedded.run;

import io.tidemark.embedded.server.ClusterOptions;
import io.tidemark.embedded.server.FlinkCluster;
import io.tidemark.embedded.server.FlinkRest.Failure;
import io.tidemark.embedded.server.FlinkRest.Job;
import io.tidemark.embedded.server.NoAnswerException;
import io.tidemark.embedded.server.ServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task's job in a Flink of its own, looked after until it ends:
 *
 * <pre>
 *   TaskManager ended   start another; Flink restarts the job from its checkpoint
 *   JobManager ended    start both anew; submit the job again from the newest checkpoint
 *   job FAILED          say why, exit 1
 *   job FINISHED        stopped with a savepoint, exit 0
 * </pre>
 */
final class TaskRun {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int MISSES_ALLOWED = 120;
    private static final int REFUSALS_ALLOWED = 3;

    private final RunPlan plan;
    private final Console console;
    private final Lineage lineage;
    private final FlinkCluster cluster;
    private final Backoff jobManagerBackoff = new Backoff();
    private final Backoff taskManagerBackoff = new Backoff();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile String jobId = "";
    private @Nullable Failure toldFailure;
    private int misses;

    private TaskRun(RunPlan plan, Console console, FlinkCluster cluster) {
        this.plan = plan;
        this.console = console;
        this.lineage = new Lineage(plan.folder());
        this.cluster = cluster;
    }

    /** Starts Flink; the job comes with {@link #untilItEnds}. */
    static TaskRun start(RunPlan plan, Console console) {
        console.say("starting Flink, logs in " + plan.folder().flink().logs());
        return new TaskRun(
                plan,
                console,
                FlinkCluster.start(ClusterOptions.in(plan.folder().directory()).withSlots(plan.parallelism())));
    }

    /**
     * Submits the job and stays with it.
     *
     * @return the command's exit code
     */
    int untilItEnds(Start start) {
        if (submit(start) != Answer.TAKEN) {
            return 1;
        }
        try (SourceFigures source = new SourceFigures(plan.task())) {
            Progress progress = new Progress(console, source);
            while (!stopsWithin(BETWEEN_LOOKS)) {
                Optional<Integer> exitCode = look(progress);
                if (exitCode.isPresent()) {
                    return exitCode.get();
                }
            }
        }
        return 0;
    }

    /** What runs the job; whoever kills a process of it sees it replaced. */
    FlinkCluster cluster() {
        return cluster;
    }

    /** Flink's id of the job as it was submitted last; empty before that. */
    String jobId() {
        return jobId;
    }

    /** Ends everything at once; the next run resumes from the last checkpoint. */
    synchronized void end() {
        if (stopping.getCount() > 0) {
            stopping.countDown();
            cluster.close();
        }
    }

    private Optional<Integer> look(Progress progress) {
        try {
            if (!cluster.isJobManagerAlive()) {
                console.say("the JobManager's process ended");
                return replaceJobManager() ? Optional.empty() : Optional.of(1);
            }
            if (!cluster.isTaskManagerAlive()) {
                replaceTaskManager();
            }
            Job job = cluster.rest().job(jobId);
            misses = 0;
            Optional<Integer> exitCode = exitCode(job);
            if (exitCode.isEmpty()) {
                tellFailure();
                tidy();
                progress.showWhenDue(cluster.rest(), jobId);
            }
            return exitCode;
        } catch (NoAnswerException e) {
            miss();
            return Optional.empty();
        }
    }

    private Optional<Integer> exitCode(Job job) {
        switch (job.state()) {
            case "FINISHED" ->
                console.say("stopped; the next run resumes from "
                        + lineage.newest().map(ResumePoint::label).orElse("the snapshot's begin"));
            case "CANCELED" -> console.say("the job was cancelled from outside; its checkpoints are kept");
            case "FAILED" ->
                console.say("the job failed:\n"
                        + cluster.rest()
                                .failure(jobId)
                                .map(failure -> RootCause.of(failure.stackTrace()))
                                .orElse("Flink gives no reason; see the logs")
                        + "\nlogs: " + plan.folder().flink().logs());
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(job.state().equals("FINISHED") ? 0 : 1);
    }

    /** One that died is seen by the next look; one that lives and stays silent is of no use either. */
    private void miss() {
        misses++;
        if (misses >= MISSES_ALLOWED) {
            misses = 0;
            console.say("the JobManager has not answered for a minute");
            cluster.killJobManager();
        }
    }

    /** What came of a submission. */
    private enum Answer {
        TAKEN,
        /** By our own checks, which told the way out. */
        REFUSED,
        /** By something that may pass: a source that does not answer, a JobManager that died. */
        FAILED
    }

    private Answer submit(Start start) {
        Instant before = Instant.now();
        try {
            jobId = cluster.submit(plan.submission(start));
        } catch (ServerException e) {
            String output = String.valueOf(e.getMessage());
            console.say("the job did not start:\n" + RootCause.of(output));
            return output.contains("RefusedException: ") ? Answer.REFUSED : Answer.FAILED;
        }
        new RunningTask(ProcessHandle.current().pid(), cluster.restPort(), jobId)
                .write(plan.folder().running());
        if (start.from() == null || start.from().equals(plan.from())) {
            lineage.began(start, before);
        }
        return Answer.TAKEN;
    }

    private void replaceTaskManager() {
        Duration wait = taskManagerBackoff.afterFailureAt(Instant.now());
        console.say("the TaskManager's process ended; starting another in " + wait.toSeconds() + " s");
        if (!stopsWithin(wait)) {
            cluster.startTaskManager();
        }
    }

    /** Returns whether there is a job again to look after, or this process is told to end. */
    private boolean replaceJobManager() {
        Instant deadline = Instant.now().plus(plan.task().retry().connection());
        for (int refusals = 0; refusals < REFUSALS_ALLOWED && Instant.now().isBefore(deadline); ) {
            Duration wait = jobManagerBackoff.afterFailureAt(Instant.now());
            console.say("starting Flink anew in " + wait.toSeconds() + " s");
            if (stopsWithin(wait)) {
                return true;
            }
            switch (resubmit()) {
                case TAKEN -> {
                    return true;
                }
                // a session of the job that was lost may still hold the slot
                case REFUSED -> refusals++;
                case FAILED -> {}
            }
        }
        return false;
    }

    private Answer resubmit() {
        try {
            cluster.restart();
        } catch (ServerException notStarted) {
            console.say(String.valueOf(notStarted.getMessage()));
            return Answer.FAILED;
        }
        Optional<ResumePoint> newest = lineage.newest();
        console.say(newest.map(point -> "resuming from " + point.label()).orElse("starting with a snapshot once more"));
        return submit(newest.map(point -> Start.resumed(point.path())).orElseGet(Start::afresh));
    }

    private void tellFailure() {
        cluster.rest()
                .failure(jobId)
                .filter(failure -> !failure.equals(toldFailure))
                .ifPresent(failure -> {
                    toldFailure = failure;
                    console.say("the job restarts from its last checkpoint, because:\n"
                            + RootCause.of(failure.stackTrace()));
                });
    }

    /** Once the job has a checkpoint of its own, the ones of earlier jobs are of no use: the slot has gone past them. */
    private void tidy() {
        if (cluster.rest().completedCheckpoints(jobId) > 0) {
            // each time: a TaskManager that outlived its job for a moment may have written into them again
            OldCheckpoints.delete(plan.folder().flink(), jobId, plan.from());
        }
    }

    private boolean stopsWithin(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
