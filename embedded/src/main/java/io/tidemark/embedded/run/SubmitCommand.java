package io.tidemark.embedded.run;

import io.tidemark.embedded.server.FlinkClient;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.ServerException;
import io.tidemark.embedded.server.Submission;
import io.tidemark.task.TaskFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark submit}: a task's job to a Flink cluster that somebody else runs. */
@Command(
        name = "tidemark submit",
        description =
                "Gives a task's job to a Flink cluster, once the precheck has passed, and ends. Whatever runs the cluster looks after"
                        + " the job from then on: Flink's own client lists, stops and cancels it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the cluster has taken the job, whose id is printed",
            "1:the precheck did not pass, or the job was refused",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the source"
        })
public final class SubmitCommand implements Callable<Integer> {

    private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]/]+)]?:(\\d{1,5})");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @Option(
            names = "--jobmanager",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where the cluster's JobManager answers (Flink's rest.address and rest.port).")
    private String jobManager = "";

    @ArgGroup
    private @Nullable From from;

    @Option(names = "--ignore", split = ",", paramLabel = "ID", description = PrecheckFirst.IGNORE)
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description =
                    "How many tables' parts are read at a time in the snapshot, a slot of the cluster for each; 1 without it.")
    private int parallelism = 1;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "URI",
            description =
                    "Where checkpoints are kept, for all machines of the cluster to reach; as the cluster has it without it.")
    private @Nullable String checkpointDirectory;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of Flink's for this job or for reaching the cluster, such as security.ssl.rest.enabled=true.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Where to start; without either, with a snapshot, which needs a task that never ran. */
    private static final class From {

        @Option(
                names = "--from-savepoint",
                required = true,
                paramLabel = "PATH",
                description = "Starts from this savepoint or checkpoint, as the cluster reaches it.")
        private @Nullable String savepoint;

        @Option(
                names = "--fresh",
                required = true,
                description = "Gives up the position of an earlier run: new slot, new snapshot.")
        private boolean fresh;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SubmitCommand()).setExecutionExceptionHandler(Problems.inPlainWords());
    }

    @Override
    public Integer call() {
        Path file = Objects.requireNonNull(taskFile);
        Map<String, String> cluster = cluster();
        TaskFile task = TaskFile.read(file);
        int notReady = PrecheckFirst.run(file, ignored);
        if (notReady != 0) {
            return notReady;
        }
        FlinkClient client =
                FlinkClient.to(TaskFolder.of(file, task.task(), null).submission(), cluster);
        try {
            String id = client.submit(submission(file));
            line().getOut().println("the cluster has taken task %s as job %s".formatted(task.task(), id));
            line().getOut().flush();
            return ExitCode.OK;
        } catch (ServerException e) {
            throw new RefusedException("the job did not start:\n" + RootCause.of(String.valueOf(e.getMessage())));
        }
    }

    private Map<String, String> cluster() {
        Matcher address = ADDRESS.matcher(jobManager);
        if (!address.matches()) {
            throw new ParameterException(
                    line(),
                    "--jobmanager: must be HOST:PORT, such as flink.internal:8081, but was '" + jobManager + "'");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("rest.address", address.group(1));
        all.put("rest.port", address.group(2));
        if (checkpointDirectory != null) {
            all.put("execution.checkpointing.dir", checkpointDirectory);
        }
        all.putAll(settings);
        return all;
    }

    private Submission submission(Path file) {
        List<String> arguments = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
        if (from != null && from.fresh) {
            arguments.add("--fresh");
        }
        return new Submission(
                Installation.find().jobJar(),
                RunCommand.MAIN_CLASS,
                arguments,
                parallelism,
                from == null ? null : from.savepoint);
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
