package io.tidemark.embedded.run;

import io.tidemark.embedded.server.Installation;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark run}: a task's job in a Flink of its own on this machine, from where it last was. */
@Command(
        name = "tidemark run",
        description =
                "Runs a task on this machine, from where it last was, until it is stopped or fails for good. The precheck comes first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped with a savepoint (tidemark stop)",
            "1:the precheck did not pass, or the job failed or was refused",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the server before the start",
            "130, 143:stopped by Ctrl-C or SIGTERM; the next run resumes from the last checkpoint"
        })
public final class RunCommand implements Callable<Integer> {

    static final String MAIN_CLASS = "io.tidemark.job.TidemarkJob";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @ArgGroup
    private @Nullable Start start;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many tables' parts are read at a time in the snapshot; as many as cores, 4 at most.")
    private int parallelism = Math.min(4, Runtime.getRuntime().availableProcessors());

    @Option(names = "--ignore", split = ",", paramLabel = "ID", description = PrecheckFirst.IGNORE)
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where checkpoints and logs are kept; tidemark-<task> beside the task file.")
    private @Nullable Path stateDir;

    /** Where to start; without either, from the newest checkpoint or savepoint. */
    private static final class Start {

        @Option(
                names = "--from-savepoint",
                required = true,
                paramLabel = "PATH",
                description = "Starts from this savepoint or checkpoint rather than from the newest.")
        private @Nullable Path savepoint;

        @Option(
                names = "--fresh",
                required = true,
                description = "Gives up the position: new slot, new snapshot, a new generation of files.")
        private boolean fresh;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new RunCommand()).setExecutionExceptionHandler(Problems.inPlainWords());
    }

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Console console = new Console(command.getErr(), Boolean.getBoolean("tidemark.terminal"));
        RunPlan plan = plan();
        TaskLock lock = TaskLock.take(plan.folder());
        try {
            int notReady = PrecheckFirst.run(plan.file(), ignored);
            return notReady == 0 ? Supervised.run(plan, console) : notReady;
        } finally {
            lock.release();
        }
    }

    RunPlan plan() {
        Path file = Objects.requireNonNull(taskFile);
        TaskFile task = TaskFile.read(file);
        return new RunPlan(
                task,
                file,
                TaskFolder.of(file, task.task(), stateDir),
                Installation.find().jobJar(),
                MAIN_CLASS,
                parallelism,
                start == null ? null : start.savepoint,
                start != null && start.fresh);
    }
}
