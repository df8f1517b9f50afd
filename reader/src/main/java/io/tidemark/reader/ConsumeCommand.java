package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TaskFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tidemark consume}: prints what a consumer group has not read yet, and remembers how far it came. */
@Command(
        name = "tidemark consume",
        description =
                "Prints the records that a consumer group has not read yet, one a line, and remembers how far it came.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:read to the end, or the reader of the output went away",
            "1:reading failed, or what comes next was removed",
            "2:wrong usage, or the task file has problems",
            "130, 143:stopped by Ctrl-C or SIGTERM, the position saved"
        })
public final class ConsumeCommand implements Callable<Integer> {

    /** How long a stop waits for whoever reads the output to take the last block. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file; its sink must be files.")
    private @Nullable Path taskFile;

    @Option(
            names = "--group",
            required = true,
            paramLabel = "NAME",
            converter = GroupNameConverter.class,
            description =
                    "The group whose position is remembered. A new one begins with the oldest record that is kept.")
    private @Nullable GroupName group;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = StartPointConverter.class,
            description = {
                "Moves the group first: to the first record that committed at TIME or later,",
                "like 2026-11-01T12:00:00Z; or to 'earliest' or 'latest'."
            })
    private @Nullable StartPoint from;

    @Option(names = "--follow", description = "Waits for new records instead of ending with the last.")
    private boolean follow;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConsumeCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            TaskFile task = TaskFile.readWithoutSecrets(Objects.requireNonNull(taskFile));
            if (task.sink() instanceof Sink.Files sink && sink.format() == Sink.Format.JSON) {
                return consume(sink.path());
            }
            complain(
                    "%s: consume prints the lines of a sink with files of format json, but this task publishes %s. Read it with a client of that sink"
                            .formatted(taskFile, published(task.sink())));
            return ExitCode.USAGE;
        } catch (TaskFileException e) {
            complain(e.getMessage());
            return ExitCode.USAGE;
        } catch (FileSystemException e) {
            complain("the files could not be used: " + e); // its message alone is often just a path
            return ExitCode.SOFTWARE;
        } catch (IOException | ReaderException e) {
            complain(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private int consume(Path directory) throws IOException {
        try (FileGroup opened = FileGroup.open(directory, Objects.requireNonNull(group))) {
            if (from != null) {
                opened.moveTo(from);
            }
            Outcome outcome = copy(opened);
            if (outcome == Outcome.NOTHING_YET) {
                complain("nothing to read yet: no finished file in '%s'".formatted(directory.resolve("changes")));
            }
            return ExitCode.OK;
        }
    }

    private Outcome copy(FileGroup opened) throws IOException {
        StopSignal stop = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.requestAndWait(STOP_PATIENCE), "stop"));
        try {
            return opened.copyTo(Output.standard(), follow ? AtEnd.WAIT : AtEnd.RETURN, stop);
        } finally {
            stop.ended();
        }
    }

    private static String published(Sink sink) {
        String format = sink.format().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return (sink instanceof Sink.Kafka ? "to kafka as " : "to files as ") + format;
    }

    private void complain(@Nullable String message) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(message);
        err.flush();
    }

    private static final class GroupNameConverter implements ITypeConverter<GroupName> {
        @Override
        public GroupName convert(String value) {
            try {
                return new GroupName(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class StartPointConverter implements ITypeConverter<StartPoint> {
        @Override
        public StartPoint convert(String value) {
            try {
                return StartPoint.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
