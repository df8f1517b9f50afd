package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What this machine keeps of a task: its checkpoints, savepoints and logs, and who is running it.
 *
 * @param directory {@code tidemark-<task>} beside the task file, unless the user names another
 */
record TaskFolder(Path directory) {

    TaskFolder {
        directory = directory.toAbsolutePath().normalize();
    }

    static TaskFolder of(Path taskFile, String task, @Nullable Path given) {
        return new TaskFolder(given != null ? given : taskFile.toAbsolutePath().resolveSibling("tidemark-" + task));
    }

    FlinkFolder flink() {
        return new FlinkFolder(directory);
    }

    /** What a submission to a cluster leaves: the client's settings and log. */
    FlinkFolder submission() {
        return new FlinkFolder(directory.resolve("submission"));
    }

    /** Locked by the process that runs the task ({@link TaskLock}). */
    Path lock() {
        return directory.resolve("lock");
    }

    /** Holds the id of the process that took the lock last. */
    Path holder() {
        return directory.resolve("lock.pid");
    }

    /** Tells other commands how to reach the running job. */
    Path running() {
        return directory.resolve("running.properties");
    }

    /** Written when a run began anew or at a named savepoint ({@link Lineage}). */
    Path begun() {
        return directory.resolve("begun");
    }
}
