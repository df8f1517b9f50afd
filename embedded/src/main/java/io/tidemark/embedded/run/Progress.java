package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkRest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows every two seconds what the job is doing. */
final class Progress {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Console console;
    private final SourceFigures source;
    private Instant next = Instant.now();
    private @Nullable Sample before;
    private @Nullable SnapshotSize size;

    Progress(Console console, SourceFigures source) {
        this.console = console;
        this.source = source;
    }

    /** To be called more often than lines are wanted. */
    void showWhenDue(FlinkRest rest, String jobId) {
        if (Instant.now().isBefore(next)) {
            return;
        }
        next = Instant.now().plus(PERIOD);
        if (size == null) {
            size = source.size().orElse(null);
        }
        Sample now = JobFigures.sample(rest, jobId, source);
        if (before != null) {
            console.progress(ProgressLine.of(size, before, now));
        }
        before = now;
    }
}
