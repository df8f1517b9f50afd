package io.tidemark.embedded.run;

import io.tidemark.embedded.server.Submission;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task.
 *
 * @param file where the task was read; the job reads it again
 * @param from the checkpoint or savepoint that the user named
 * @param anew whether the position is given up
 */
record RunPlan(
        TaskFile task,
        Path file,
        TaskFolder folder,
        Path jar,
        String mainClass,
        int parallelism,
        @Nullable Path from,
        boolean anew) {

    Submission submission(Start start) {
        List<String> arguments = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
        if (start.anew()) {
            arguments.add("--fresh");
        }
        return new Submission(
                jar,
                mainClass,
                arguments,
                parallelism,
                start.from() == null ? null : start.from().toString());
    }
}
