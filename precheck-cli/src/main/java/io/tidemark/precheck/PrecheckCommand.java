package io.tidemark.precheck;

import io.tidemark.task.SourceConnection;
import io.tidemark.task.SourceUnavailableException;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TaskFileException;
import io.tidemark.terminal.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark precheck}: asks all that must hold before a task starts, and tells all of it at once. */
@Command(
        name = "tidemark precheck",
        description =
                "Asks the source and the sink all that must hold before the task starts, changes nothing, and tells everything at"
                        + " once: what was seen, what is needed, and what to paste.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ready",
            "1:not ready: the server refused the session, or a check failed, could not run, or has a warning that is not"
                    + " ignored",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the server, or it takes nobody at the moment: later it may"
        })
public final class PrecheckCommand implements Callable<Integer> {

    private static final int NO_ANSWER = 3;

    /** The driver writes to the terminal what it then throws. Held here, as loggers that nobody holds forget what they are told. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", arity = "0..1", description = "The task file.")
    private @Nullable Path taskFile;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "ID",
            description = "Warnings that count as passed, several joined by commas. What failed can't be ignored.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Runs these checks only.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--list", description = "Lists all checks and why they are there, and asks nobody.")
    private boolean list;

    @Option(names = "--json", description = "Prints the report for programs, as docs/precheck.md describes it.")
    private boolean json;

    @Option(names = "--brief", description = "Prints one line if the task is ready; else the report as ever.")
    private boolean brief;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the report as one page for a browser as well.")
    private @Nullable Path html;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the server to let the task in. Default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    public static void main(String[] arguments) {
        DRIVER_LOG.setLevel(Level.OFF);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PrecheckCommand());
    }

    @Override
    public Integer call() throws SQLException {
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    line(), "--timeout: must be 1 second or more, but was %d".formatted(timeoutSeconds));
        }
        requireKnown("--ignore", ignored);
        requireKnown("--only", only);
        if (list) {
            list();
            return ExitCode.OK;
        }
        if (taskFile == null) {
            throw new ParameterException(line(), "Missing required parameter: 'TASK.yaml'");
        }
        try {
            TaskFile task = TaskFile.read(taskFile);
            try (Connection connection = SourceConnection.of(task, Duration.ofSeconds(timeoutSeconds))
                            .open();
                    SourceServer server = new SourceServer(task, connection)) {
                return run(server);
            }
        } catch (TaskFileException e) {
            String problems = String.valueOf(e.getMessage());
            return complain(problems.lines().map(SafeText::of).collect(Collectors.joining("\n")), ExitCode.USAGE);
        } catch (SourceUnavailableException e) {
            return complain(SafeText.of(String.valueOf(e.getMessage())), e.answered() ? ExitCode.SOFTWARE : NO_ANSWER);
        }
    }

    private int run(SourceServer server) {
        List<Precheck> checks = Checks.ALL.stream()
                .filter(check -> check.concerns(server.task()))
                .filter(check -> only.isEmpty() || only.contains(check.id()))
                .toList();
        if (checks.isEmpty()) {
            return complain(
                    "--only: these checks are not for a task with this sink; leave it out to run all that are",
                    ExitCode.USAGE);
        }
        Progress progress = new Progress(line().getErr(), checks.size());
        Report report = Report.of(checks, server, ignored, progress::next);
        progress.clear();
        PrintWriter out = line().getOut();
        if (json) {
            out.println(ReportJson.of(report));
            out.flush();
        } else if (brief && report.isReady()) {
            new ReportPrinter(out, Colours.ofThisProcess()).printSummary(report);
        } else {
            new ReportPrinter(out, Colours.ofThisProcess()).print(report);
        }
        if (html != null && !write(html, report, server.task())) {
            return ExitCode.USAGE;
        }
        return report.isReady() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean write(Path file, Report report, TaskFile task) {
        String about = "%s, %s"
                .formatted(
                        SourceConnection.of(task),
                        ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.RFC_1123_DATE_TIME));
        try {
            Files.writeString(file, ReportHtml.of(report, task.task(), about));
            return true;
        } catch (IOException e) {
            complain("--html: '%s' can't be written: %s".formatted(file, e), ExitCode.USAGE);
            return false;
        }
    }

    private void list() {
        PrintWriter out = line().getOut();
        for (Precheck check : Checks.ALL) {
            out.println("%s: %s".formatted(check.id(), check.title()));
            out.println("    " + check.why());
        }
        out.flush();
    }

    private void requireKnown(String option, List<String> ids) {
        Set<String> known = Checks.ALL.stream().map(Precheck::id).collect(Collectors.toSet());
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new ParameterException(
                        line(), "%s: there is no check '%s'; precheck --list names all".formatted(option, id));
            }
        }
    }

    private int complain(String message, int exitCode) {
        line().getErr().println(message);
        line().getErr().flush();
        return exitCode;
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
