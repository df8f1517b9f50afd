package io.tidemark.embedded.run;

import java.nio.file.Path;

/** A task is run by one process at a time. */
final class TaskIsRunningException extends RuntimeException {

    TaskIsRunningException(String pid, Path lock) {
        super("this task is running already: process %s holds '%s'; stop it with 'tidemark stop' or end that process"
                .formatted(pid, lock));
    }
}
