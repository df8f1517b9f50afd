package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkClient;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark stop}: ends a running task with a savepoint, from which a later one resumes. */
@Command(
        name = "tidemark stop",
        description =
                "Ends a running task with a savepoint and prints the savepoint's path. The next run resumes from it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped, the savepoint is complete",
            "1:the task is not running, or the savepoint failed",
            "2:wrong usage, or the task file has problems"
        })
public final class StopCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "As given to tidemark run.")
    private @Nullable Path stateDir;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StopCommand()).setExecutionExceptionHandler(Problems.inPlainWords());
    }

    @Override
    public Integer call() {
        Path file = Objects.requireNonNull(taskFile);
        TaskFolder folder = TaskFolder.of(file, TaskFile.read(file).task(), stateDir);
        if (!TaskLock.isHeld(folder)) {
            throw new RefusedException("this task is not running: nobody holds '" + folder.lock() + "'");
        }
        RunningTask running = RunningTask.read(folder.running());
        String savepoint = FlinkClient.of(folder.flink()).stopWithSavepoint(running.jobId());
        Objects.requireNonNull(spec).commandLine().getOut().println(savepoint);
        return 0;
    }
}
