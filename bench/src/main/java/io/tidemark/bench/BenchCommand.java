package io.tidemark.bench;

import io.tidemark.embedded.server.ServerException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** {@code tidemark bench}: how fast the job is on this machine, beside the least that could be done. */
@Command(
        name = "tidemark bench",
        description = {
            "Measures the job on this machine, snapshot and stream, with a PostgreSQL and a Flink cluster of its own:",
            "rows a second, and how much that is of COPY TO STDOUT and of a bare drain of the slot through pgjdbc."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a measurement could not be made", "2:wrong usage"})
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows of the table, and as many changes; a multiple of 1000, ${DEFAULT-VALUE} if left out.")
    private int rows;

    @Option(
            names = "--columns",
            paramLabel = "N",
            defaultValue = "10",
            description = "Columns of the table, the key included; 2 or more, ${DEFAULT-VALUE} if left out.")
    private int columns;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds that count, after one that does not; ${DEFAULT-VALUE} if left out.")
    private int rounds;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "tidemark-bench",
            description =
                    "For servers and records, about 3 GB per million rows; must not be there yet, and is deleted at the end; ./${DEFAULT-VALUE} if left out.")
    private Path directory = Path.of("tidemark-bench");

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setExecutionExceptionHandler(BenchCommand::tell);
    }

    @Override
    public Integer call() throws Exception {
        MixedTable table = table();
        BenchFolder folder = folder();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(Machine.warnings());
        List<Round> measured = new Bench(table, folder, out).rounds(rounds);
        out.printf("%n%s%n%s", table.describe(), new Report(measured).table());
        out.flush();
        folder.delete();
        return ExitCode.OK;
    }

    private BenchFolder folder() {
        if (Files.exists(directory)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "'%s' is there already, perhaps from a benchmark that did not end well: delete it, or name another with --directory"
                            .formatted(directory));
        }
        return new BenchFolder(directory.toAbsolutePath());
    }

    private MixedTable table() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (rounds < 1) {
            throw new ParameterException(command, "--rounds must be 1 or more, but was " + rounds);
        }
        try {
            return new MixedTable(rows, columns);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()));
        }
    }

    private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        boolean foreseen = problem instanceof ServerException || problem instanceof BenchException;
        command.getErr().println(foreseen ? problem.getMessage() : problem.toString());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }
}
