package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkFolder;
import io.tidemark.embedded.server.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a task's earlier jobs, which Flink leaves to their owner. A job's first checkpoint shares no file
 * with the one it started from (claim mode NO_CLAIM), so that they can go when it is complete.
 */
final class OldCheckpoints {

    private OldCheckpoints() {}

    /** Deletes all but those of one job and the one that the user named. */
    static void delete(FlinkFolder folder, String jobId, @Nullable Path named) {
        try (Stream<Path> jobs = Files.list(folder.checkpoints())) {
            List<Path> old = jobs.filter(job -> !job.endsWith(jobId))
                    .filter(job -> named == null || !named.toAbsolutePath().startsWith(job))
                    .toList();
            old.forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list '" + folder.checkpoints() + "'", e);
        }
    }
}
