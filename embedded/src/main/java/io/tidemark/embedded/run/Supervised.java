package io.tidemark.embedded.run;

import java.util.concurrent.atomic.AtomicBoolean;

/** A run that also ends well when this process is told to end. */
final class Supervised {

    private Supervised() {}

    static int run(RunPlan plan, Console console) {
        Start start = StartPoint.chosen(plan, console);
        TaskRun run = TaskRun.start(plan, console);
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endUnless(ended, run, plan, console), "stop"));
        try {
            return run.untilItEnds(start);
        } finally {
            ended.set(true);
            run.end();
        }
    }

    private static void endUnless(AtomicBoolean ended, TaskRun run, RunPlan plan, Console console) {
        if (!ended.getAndSet(true)) {
            run.end();
            console.say(lastWords(new Lineage(plan.folder())));
        }
    }

    private static String lastWords(Lineage lineage) {
        return lineage.newest()
                .map(point -> "stopped; the next run resumes from " + point.label())
                .orElse("stopped before the first checkpoint; the next run begins with the snapshot");
    }
}
