package io.tidemark.embedded.demo;

import io.tidemark.embedded.server.ServerException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidemark demo}: a PostgreSQL, a workload, the job and a consumer, and the checker's table at the end. */
@Command(
        name = "tidemark demo",
        description = {
            "Starts a PostgreSQL of its own with a workload that writes to it, a task that tracks it, and a consumer;",
            "shows changes arriving, and at the end how far its consumer groups are, and whether every committed change",
            "arrived exactly once and in order."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that was committed arrived once, in order, with its values",
            "1:something was lost, repeated, out of order or different, or a part did not work",
            "2:wrong usage"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int DEFAULT_RATE = 2_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "How long the workload goes on once the first records have arrived; until Ctrl-C if left out.")
    private @Nullable Integer seconds;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many rows the main table begins with; ${DEFAULT-VALUE} if left out.")
    private int rows;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many changes a second the workload makes, 0 for as many as it can; 2000 if left out.")
    private int rate = DEFAULT_RATE;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats the workload's choices of an earlier demo.")
    private long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);

    @Option(names = "--kafka", description = "Publishes to a topic on a Kafka broker of its own, instead of to files.")
    private boolean kafka;

    @Option(names = "--kill", description = "Drill: kills the TaskManager's process (kill -9) now and then.")
    private boolean kill;

    @Option(
            names = "--keep",
            description =
                    "Leaves the demo's folder there: data, task file, records, logs. It also stays if something went wrong.")
    private boolean keep;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "tidemark-demo",
            description = "The demo's folder, which must not be there yet; ./${DEFAULT-VALUE} if left out.")
    private Path directory = Path.of("tidemark-demo");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand())
                .setExecutionExceptionHandler(DemoCommand::tell)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (rows < 1 || rate < 0 || (seconds != null && seconds < 1)) {
            throw new ParameterException(command, "--rows and --seconds are 1 or more, and --rate is 0 or more");
        }
        DemoFolder folder = new DemoFolder(directory);
        if (folder.exists()) {
            throw new ParameterException(
                    command,
                    "'%s' is there already, perhaps from an earlier demo: delete it, or name another with --directory"
                            .formatted(directory));
        }
        Screen screen = new Screen(command.getOut());
        Plan plan =
                new Plan(folder, seed, rows, rate, seconds == null ? Plan.UNTIL_STOPPED : seconds, kafka, kill, keep);
        try (Interruption interruption = Interruption.watch(screen)) {
            return interruption.ended(new Demo(plan, screen, interruption).run());
        }
    }

    private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        boolean foreseen = problem instanceof ServerException || problem instanceof DemoException;
        command.getErr().println(foreseen ? problem.getMessage() : problem.toString());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }
}
