package io.tidemark.embedded.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From which checkpoints a task may be resumed. A job that began without state, or at a savepoint that the user named,
 * leaves what was before: until it has a checkpoint of its own there is nothing to resume from but that decision.
 */
record Lineage(TaskFolder folder) {

    private static final String FROM_NOTHING = "";

    /** To be called when Flink has taken the job, and not if it was refused: then all is as it was before. */
    void began(Start start, Instant beforeItWasSubmitted) {
        try {
            Files.writeString(
                    folder.begun(),
                    start.from() == null ? FROM_NOTHING : start.from().toString());
            // its first checkpoint may be complete by now, and counts
            Files.setLastModifiedTime(folder.begun(), FileTime.from(beforeItWasSubmitted));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + folder.begun() + "'", e);
        }
    }

    /** Where a run goes on that was told nothing: its own newest point, else the one that the user named. */
    Optional<ResumePoint> newest() {
        FileTime begun = begun();
        Optional<ResumePoint> own = ResumePoint.newestOf(folder.flink(), begun);
        if (own.isPresent() || begun == null) {
            return own;
        }
        String named = named();
        return named.equals(FROM_NOTHING) ? Optional.empty() : ResumePoint.at(Path.of(named));
    }

    /** Whether a job began without state and got to no checkpoint, so that going on means to begin anew once more. */
    boolean isUnfinished() {
        return begun() != null && newest().isEmpty();
    }

    /** Whether there is a checkpoint or savepoint at all, resumed from or given up. */
    boolean hasAnyPoint() {
        return ResumePoint.newestOf(folder.flink(), null).isPresent();
    }

    private @Nullable FileTime begun() {
        try {
            return Files.exists(folder.begun()) ? Files.getLastModifiedTime(folder.begun()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at '" + folder.begun() + "'", e);
        }
    }

    private String named() {
        try {
            return Files.readString(folder.begun()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + folder.begun() + "'", e);
        }
    }
}
