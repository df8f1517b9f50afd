package io.tidemark.embedded.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From which checkpoints a task may be resumed. A run that begins anew, or at a savepoint that the user names, leaves
 * what was before: until it has a checkpoint of its own there is nothing to resume from but that decision.
 */
record Lineage(TaskFolder folder) {

    private static final String FROM_NOTHING = "";

    void beginAnew() {
        write(FROM_NOTHING);
    }

    void beginFrom(Path savepoint) {
        write(savepoint.toString());
    }

    /** Where a run goes on that was told nothing: its own newest point, else the one that the user named. */
    Optional<ResumePoint> newest() {
        Optional<ResumePoint> own = ResumePoint.newestOf(folder.flink(), begun());
        if (own.isPresent() || begun() == null || read().equals(FROM_NOTHING)) {
            return own;
        }
        return ResumePoint.at(Path.of(read()));
    }

    /** Whether a run began anew and got to no checkpoint, so that going on means to begin anew once more. */
    boolean isUnfinishedAnew() {
        return begun() != null && newest().isEmpty();
    }

    private @Nullable FileTime begun() {
        try {
            return Files.exists(folder.begun()) ? Files.getLastModifiedTime(folder.begun()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at '" + folder.begun() + "'", e);
        }
    }

    private String read() {
        try {
            return Files.readString(folder.begun()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + folder.begun() + "'", e);
        }
    }

    private void write(String from) {
        try {
            Files.writeString(folder.begun(), from);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + folder.begun() + "'", e);
        }
    }
}
