package io.tidemark.embedded.run;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a run starts, and what it says about that. */
final class StartPoint {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private StartPoint() {}

    /**
     * Decides and says it.
     *
     * @return {@code null} for a start without state
     * @throws RefusedException if the user has to decide
     */
    static @Nullable Path chosen(RunPlan plan, Console console) {
        Lineage lineage = new Lineage(plan.folder());
        if (plan.anew()) {
            console.say(whatAnewMeans(plan));
            lineage.beginAnew();
            return null;
        }
        if (plan.from() != null) {
            return named(plan.from(), lineage, console);
        }
        if (lineage.isUnfinishedAnew()) {
            throw new RefusedException(
                    "the last run began anew (--fresh) and ended before its first checkpoint, so there is nothing to resume:"
                            + " give --fresh once more, or --from-savepoint PATH to go back to what was before");
        }
        return resumed(lineage.newest(), console);
    }

    private static @Nullable Path resumed(Optional<ResumePoint> newest, Console console) {
        if (newest.isEmpty()) {
            console.say("no checkpoint yet: starting with a snapshot");
            return null;
        }
        return told(newest.get(), console);
    }

    private static Path named(Path from, Lineage lineage, Console console) {
        ResumePoint point = ResumePoint.at(from.toAbsolutePath())
                .orElseThrow(
                        () -> new RefusedException("--from-savepoint: must be the folder of a completed savepoint or"
                                + " checkpoint, which holds a file '_metadata', but was '" + from + "'"));
        lineage.beginFrom(point.path());
        return told(point, console);
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
