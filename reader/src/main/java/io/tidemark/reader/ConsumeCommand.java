package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "1:reading failed, what comes next was removed, or --from is outside of what is kept",
            "2:wrong usage, or the task file has problems",
            "130, 143:stopped by Ctrl-C or SIGTERM, the position saved"
        })
public final class ConsumeCommand implements Callable<Integer> {

    /** How long a stop waits for whoever reads the output to take the last block. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @Option(
            names = "--group",
            required = true,
            paramLabel = "NAME",
            converter = GroupNameConverter.class,
            description =
                    "The group whose position is remembered. A new one begins with the oldest record that is kept."
                            + " While another consumer reads it, this one waits.")
    private @Nullable GroupName group;

    @Option(
            names = "--from",
            paramLabel = "START",
            converter = StartPointConverter.class,
            description = "Moves the group first: to the first record that committed at a time or later, like"
                    + " 2026-11-01T12:00:00Z, or at an LSN or later, like 0/197A1C0; or to 'earliest' or 'latest'."
                    + " A time or an LSN outside of what is kept is refused.")
    private @Nullable StartPoint from;

    @Option(
            names = "--follow",
            description =
                    "Waits for new records instead of ending with the last, and for the sink's directory or topic.")
    private boolean follow;

    @Option(names = "--config", paramLabel = "FILE", description = TopicLogin.CONFIG)
    private @Nullable Path config;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ConsumeCommand()).setExecutionExceptionHandler(new CommandFailures());
    }

    @Override
    public Integer call() throws IOException {
        TaskFile task = TaskFile.readWithoutSecrets(Objects.requireNonNull(taskFile));
        StopSignal stop = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.requestAndWait(STOP_PATIENCE), "stop"));
        try {
            if (task.sink() instanceof Sink.Kafka sink) {
                consume(TopicClient.of(task, sink, config), stop);
            } else if (task.sink() instanceof Sink.Files sink) {
                TopicLogin.requireNone(config, Objects.requireNonNull(spec));
                consume(sink.path(), stop);
            }
        } finally {
            stop.ended();
        }
        return ExitCode.OK; // after a signal the JVM's own, which tells of it, counts
    }

    private void consume(TopicClient client, StopSignal stop) throws IOException {
        GroupName name = Objects.requireNonNull(group);
        try (TopicConsumption consumption = new TopicConsumption(client, name, Output.standard(), stop, this::say)) {
            if (follow) {
                consumption.awaitTopic();
            }
            try (TopicGroups groups = new TopicGroups(client)) {
                groups.admit(name);
            }
            Outcome outcome = consumption.run(from, follow ? AtEnd.WAIT : AtEnd.RETURN);
            if (outcome == Outcome.NOTHING_YET) {
                say("nothing to read yet: the topic has no record");
            }
        }
    }

    private void consume(Path directory, StopSignal stop) throws IOException {
        Turn turn = new Turn(directory, Objects.requireNonNull(group), stop, this::say);
        if (follow) {
            turn.awaitDirectory();
        }
        try (FileGroup opened = turn.await()) {
            if (opened != null) {
                consume(opened, stop);
            }
        }
    }

    private void consume(FileGroup opened, StopSignal stop) throws IOException {
        if (from != null) {
            opened.moveTo(from);
        }
        Outcome outcome = opened.copyTo(Output.standard(), follow ? AtEnd.WAIT : AtEnd.RETURN, stop);
        if (outcome == Outcome.NOTHING_YET) {
            say("nothing to read yet: there is no finished file of changes");
        }
    }

    private void say(String message) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println(message);
        err.flush();
    }
}
