package io.tidemark.embedded.run;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Where a run starts: what the user said, else what the task's folder holds. */
final class StartPoint {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private StartPoint() {}

    /**
     * Decides and says it.
     *
     * @throws RefusedException if the user has to decide
     */
    static Start chosen(RunPlan plan, Console console) {
        if (plan.anew()) {
            console.say(whatAnewMeans(plan));
            return Start.afresh();
        }
        if (plan.from() != null) {
            return Start.resumed(told(named(plan.from()), console));
        }
        Lineage lineage = new Lineage(plan.folder());
        if (lineage.isUnfinished()) {
            return unfinished(lineage, console);
        }
        Optional<ResumePoint> newest = lineage.newest();
        if (newest.isEmpty()) {
            console.say("no checkpoint yet: starting with a snapshot");
            return Start.first();
        }
        return Start.resumed(told(newest.get(), console));
    }

    /** The slot that is there was made by that run; where no other run came further, nothing is given up with it. */
    private static Start unfinished(Lineage lineage, Console console) {
        if (lineage.hasAnyPoint()) {
            throw new RefusedException(
                    "the last run began anew (--fresh) and ended before its first checkpoint, so there is nothing to resume:"
                            + " give --fresh once more, or --from-savepoint PATH to go back to what was before");
        }
        console.say("the last run ended before its first checkpoint: starting with a snapshot once more");
        return Start.afresh();
    }

    private static ResumePoint named(Path from) {
        return ResumePoint.at(from.toAbsolutePath())
                .orElseThrow(
                        () -> new RefusedException("--from-savepoint: must be the folder of a completed savepoint or"
                                + " checkpoint, which holds a file '_metadata', but was '" + from + "'"));
    }

    private static Path told(ResumePoint point, Console console) {
        console.say("resuming from %s of %s: %s"
                .formatted(
                        point.label(),
                        TIME.format(point.completed().toInstant().atZone(ZoneId.systemDefault())),
                        point.path()));
        return point.path();
    }

    private static String whatAnewMeans(RunPlan plan) {
        return """
                starting anew (--fresh):
                  the position in the log is given up, and with it every change not yet published;
                  slot and publication '%s' are made anew;
                  every table is read again, so that consumers get all its rows once more;
                  the new records go to a new generation of files, the old ones stay beside them""".formatted(plan.task().slotName());
    }
}
