package io.tidemark.embedded.demo;

import io.tidemark.embedded.check.CheckOptions;
import io.tidemark.embedded.check.Checker;
import io.tidemark.embedded.check.Verdict;
import io.tidemark.embedded.run.TaskProcess;
import io.tidemark.embedded.workload.Workload;
import io.tidemark.embedded.workload.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One demo from begin to end:
 *
 * <pre>
 *   workload ──► PostgreSQL ──► tidemark run ──► files or topic ──► tidemark consume
 *      │                                                                 │
 *      └── log of commits ──────────► checker ◄── lines ─────────────────┘
 * </pre>
 */
final class Demo {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(3);
    private static final Duration WORKLOAD_LIMIT = Duration.ofSeconds(30);
    private static final long AFTERWARDS_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 500;
    private static final long MOST_CHANGES = 1_500_000;
    private static final int LOOKS_PER_LINE = 6;

    /** What is known of a database that is made for a demo. */
    private static final String IGNORED = "tls,toasted";

    private final Plan plan;
    private final Screen screen;
    private final Interruption interruption;
    private final Drill drill;

    Demo(Plan plan, Screen screen, Interruption interruption) {
        this.plan = plan;
        this.screen = screen;
        this.interruption = interruption;
        this.drill = new Drill(plan.kill(), plan.seed());
    }

    /** Returns the exit code: 0 if the promises were kept. */
    int run() throws IOException, SQLException, InterruptedException {
        plan.folder().create();
        int exitCode = 1;
        try (ShopDatabase shop = ShopDatabase.start(plan.folder())) {
            screen.say("PostgreSQL is there, on port %d of 127.0.0.1", shop.port());
            try (Destination destination = destination()) {
                exitCode = withWorkload(shop, destination);
                return exitCode;
            }
        } finally {
            leaveFolder(exitCode == 0);
        }
    }

    private Destination destination() {
        if (!plan.kafka()) {
            return new FilesDestination(plan.folder().records());
        }
        TopicDestination topic = TopicDestination.start(plan.folder().broker());
        screen.say("Kafka is there, on %s", topic.server().bootstrap());
        return topic;
    }

    private int withWorkload(ShopDatabase shop, Destination destination)
            throws IOException, SQLException, InterruptedException {
        WorkloadOptions options =
                WorkloadOptions.seeded(plan.seed()).withRows(plan.rows()).withChangesPerSecond(plan.rate());
        try (Workload workload = Workload.create(shop.application(), options)) {
            shop.letItBeTracked();
            plan.folder()
                    .writeTask(
                            shop.port(),
                            ShopDatabase.DATABASE,
                            ShopDatabase.READER,
                            shop.readerPassword(),
                            destination);
            workload.start();
            screen.say(
                    "a workload writes to it: seed %d, %,d rows to begin with, %d clients that hold transactions open among %d",
                    plan.seed(),
                    workload.log().changes(),
                    options.longClients(),
                    options.clients() + options.longClients());
            return withProcesses(workload, destination);
        }
    }

    private int withProcesses(Workload workload, Destination destination)
            throws IOException, SQLException, InterruptedException {
        Checker checker = new Checker(workload.log(), workload.tables(), CheckOptions.STRICT);
        Path taskFile = plan.folder().taskFile();
        screen.say("tidemark run %s", taskFile);
        Parts parts = new Parts(workload, checker, taskFile);
        try (TaskProcess job =
                TaskProcess.start(taskFile, plan.folder().logs(), List.of("--ignore", IGNORED), Map.of())) {
            if (!awaitSink(job, destination)) {
                return 1;
            }
            screen.say("tidemark consume %s --group demo --follow", taskFile);
            try (ConsumerProcess consumer = ConsumerProcess.start(plan.folder(), "demo", line -> {
                checker.line(line);
                screen.record(line);
            })) {
                follow(parts, job, consumer);
            }
        }
        return verdict(parts);
    }

    private record Parts(Workload workload, Checker checker, Path taskFile) {}

    private void follow(Parts parts, TaskProcess job, ConsumerProcess consumer)
            throws IOException, InterruptedException {
        boolean stopped = awaitFirstRecord(parts, job, consumer);
        if (!stopped) {
            groups(parts, "create", "late", "--from", "latest");
            screen.say("records arrive; others can read them too: tidemark consume %s --group me", parts.taskFile());
            watch(parts, job, consumer);
        }
        parts.workload().stop();
        if (!parts.workload().join(WORKLOAD_LIMIT)) {
            throw new DemoException("the workload did not end within " + WORKLOAD_LIMIT.toSeconds() + " s");
        }
        screen.say("the workload has stopped; waiting for the consumer");
        if (awaitCaughtUp(parts, job, consumer)) {
            // what comes now comes twice
            TimeUnit.MILLISECONDS.sleep(AFTERWARDS_MILLIS);
        }
        if (!stopped) {
            groups(parts, "list");
        }
    }

    private void groups(Parts parts, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(parts.taskFile().toString()));
        all.addAll(List.of(arguments));
        screen.say("tidemark groups " + String.join(" ", all));
        screen.say(GroupsProcess.run(all));
    }

    /** Returns false if the demo is to stop before. */
    private boolean awaitSink(TaskProcess job, Destination destination) throws InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!destination.isThere()) {
            if (interruption.askedWithin(LOOK_MILLIS)) {
                return false;
            }
            checkAlive(job);
            checkTime(limit, "the job has not begun to write", job);
        }
        return true;
    }

    /** Returns whether the demo is to stop before anything came. */
    private boolean awaitFirstRecord(Parts parts, TaskProcess job, ConsumerProcess consumer)
            throws InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (parts.checker().lines() == 0) {
            if (interruption.askedWithin(LOOK_MILLIS)) {
                return true;
            }
            checkAlive(job, consumer);
            checkTime(limit, "no record has arrived", job);
        }
        return false;
    }

    /** Shows figures while the workload runs. */
    private void watch(Parts parts, TaskProcess job, ConsumerProcess consumer) throws InterruptedException {
        long begin = System.nanoTime();
        for (int looks = 1; secondsSince(begin) < plan.seconds() && !interruption.askedWithin(LOOK_MILLIS); looks++) {
            checkAlive(job, consumer);
            if (parts.workload().log().changes() > MOST_CHANGES) {
                screen.say("%,d changes are as much as the checker keeps in mind, so this is the end", MOST_CHANGES);
                return;
            }
            if (drill.killIfDue(parts.checker().lines())) {
                screen.say("  the TaskManager was killed (kill -9)");
            }
            if (looks % LOOKS_PER_LINE == 0) {
                figures(parts, job, secondsSince(begin));
            }
        }
    }

    private boolean awaitCaughtUp(Parts parts, TaskProcess job, ConsumerProcess consumer) throws InterruptedException {
        long begin = System.nanoTime();
        long lines = parts.checker().lines();
        long silentSince = begin;
        for (int looks = 1; !parts.checker().caughtUp(); looks++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            checkAlive(job, consumer);
            if (parts.checker().lines() > lines) {
                lines = parts.checker().lines();
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > SILENCE_LIMIT.toNanos()) {
                screen.say(
                        "nothing has come for %d s, so what is missing now counts as lost", SILENCE_LIMIT.toSeconds());
                return false;
            }
            if (looks % LOOKS_PER_LINE == 0) {
                figures(parts, job, secondsSince(begin));
            }
        }
        return true;
    }

    private int verdict(Parts parts) throws SQLException {
        Verdict verdict = parts.checker().verdict(parts.workload().contents());
        screen.say("");
        screen.say(verdict.table().stripTrailing());
        if (drill.kills() > 0) {
            screen.say("the TaskManager was killed %d times", drill.kills());
        }
        if (!verdict.isClean()) {
            screen.say("repeat this workload with --seed %d", plan.seed());
        }
        return verdict.isClean() ? 0 : 1;
    }

    private void checkAlive(TaskProcess job, ConsumerProcess consumer) {
        checkAlive(job);
        if (!consumer.isAlive()) {
            throw new DemoException("tidemark consume has ended:\n"
                    + End.of(plan.folder().logs().resolve("consume.err")));
        }
    }

    private static void checkAlive(TaskProcess job) {
        if (!job.isAlive()) {
            throw new DemoException(problem("tidemark run has ended", job));
        }
    }

    private static void checkTime(long limit, String what, TaskProcess job) {
        if (System.nanoTime() > limit) {
            throw new DemoException(problem("%s within %d minutes".formatted(what, START_LIMIT.toMinutes()), job));
        }
    }

    private static String problem(String what, TaskProcess job) {
        return what + "; the end of what it said:\n" + End.of(job.output());
    }

    private void figures(Parts parts, TaskProcess job, long seconds) {
        screen.say(
                "  %3d s  committed %,d changes  delivered %,d records  (job: %s)",
                seconds, parts.workload().log().changes(), parts.checker().lines(), End.lineOf(job.output()));
    }

    private static long secondsSince(long begin) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    /** What went wrong can be looked up in the folder, so it stays then. */
    private void leaveFolder(boolean clean) {
        if (plan.keep() || !clean) {
            screen.say("kept, with all logs: %s", plan.folder().directory());
        } else {
            plan.folder().delete();
        }
    }
}
