package io.tidemark.reader;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tidemark groups}: shows the consumer groups of a task, and changes those that nobody reads. */
@Command(
        name = "tidemark groups",
        description = "Shows the consumer groups of a task, and changes those that nobody reads.",
        customSynopsis = "tidemark groups TASK.yaml list|create|describe|reset|password|delete [NAME] [OPTIONS]",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed or refused; for list and describe: a group cannot go on",
            "2:wrong usage, or the task file has problems"
        })
public final class GroupsCommand {

    private static final String START =
            "'earliest', 'latest', a time like 2026-11-01T12:00:00Z or an LSN like 0/197A1C0.";

    private static final String PASSWORD =
            "A file whose only line is the password of the group's account. One is made up and printed if left out.";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT, description = TopicLogin.CONFIG)
    private @Nullable Path config;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GroupsCommand()).setExecutionExceptionHandler(new CommandFailures());
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml list",
            description = "Lists all groups: checkpoint, delay, unconsumed records, reader.",
            mixinStandardHelpOptions = true)
    int list() throws IOException {
        try (Groups groups = groups()) {
            GroupSurvey survey = groups.survey();
            new GroupPrinter(out()).table(survey);
            return exitCode(survey);
        }
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml describe NAME",
            description = "Tells all about one group.",
            mixinStandardHelpOptions = true)
    int describe(
            @Parameters(paramLabel = "NAME", description = "The group.", converter = GroupNameConverter.class)
                    GroupName name)
            throws IOException {
        try (Groups groups = groups()) {
            GroupSurvey survey = groups.survey(name);
            new GroupPrinter(out()).details(survey);
            return exitCode(survey);
        }
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml create NAME [--from START] [--password-file FILE]",
            description =
                    "Makes a group that has read nothing yet, and its account where the Kafka brokers ask for a login.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "The group.", converter = GroupNameConverter.class)
                    GroupName name,
            @Option(
                            names = "--from",
                            paramLabel = "START",
                            converter = StartPointConverter.class,
                            defaultValue = "earliest",
                            description = {"Where it begins, 'earliest' if left out:", START})
                    StartPoint from,
            @Option(names = "--password-file", paramLabel = "FILE", description = PASSWORD) @Nullable Path passwordFile)
            throws IOException {
        try (Groups groups = groups()) {
            groups.create(name, from, passwordFile).forEach(this::say);
            return ExitCode.OK;
        }
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml reset NAME --to START",
            description = "Moves a group that nobody reads.",
            mixinStandardHelpOptions = true)
    int reset(
            @Parameters(paramLabel = "NAME", description = "The group.", converter = GroupNameConverter.class)
                    GroupName name,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "START",
                            converter = StartPointConverter.class,
                            description = {"Where it goes on:", START})
                    StartPoint to)
            throws IOException {
        try (Groups groups = groups()) {
            say(groups.reset(name, to));
            return ExitCode.OK;
        }
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml password NAME [--password-file FILE]",
            description = "Gives a group's account another password, and an account if it has none. Kafka only.",
            mixinStandardHelpOptions = true)
    int password(
            @Parameters(paramLabel = "NAME", description = "The group.", converter = GroupNameConverter.class)
                    GroupName name,
            @Option(names = "--password-file", paramLabel = "FILE", description = PASSWORD) @Nullable Path passwordFile)
            throws IOException {
        try (Groups groups = groups()) {
            groups.password(name, passwordFile).forEach(this::say);
            return ExitCode.OK;
        }
    }

    @Command(
            customSynopsis = "tidemark groups TASK.yaml delete NAME",
            description = "Forgets a group that nobody reads, and its account, without asking.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "NAME", description = "The group.", converter = GroupNameConverter.class)
                    GroupName name)
            throws IOException {
        try (Groups groups = groups()) {
            groups.delete(name);
            say("group '%s' is deleted".formatted(name));
            return ExitCode.OK;
        }
    }

    private Groups groups() throws IOException {
        TaskFile task = TaskFile.readWithoutSecrets(Objects.requireNonNull(taskFile));
        if (task.sink() instanceof Sink.Kafka sink) {
            return new TopicGroups(TopicClient.of(task, sink, config));
        }
        TopicLogin.requireNone(config, Objects.requireNonNull(spec));
        return new FileGroups(((Sink.Files) task.sink()).path());
    }

    private int exitCode(GroupSurvey survey) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        for (GroupStatus group : survey.groups()) {
            if (group.problem() != null) {
                err.println("group '%s' cannot go on: %s".formatted(group.name(), group.problem()));
            }
        }
        err.flush();
        return survey.hasProblem() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void say(String message) {
        out().println(message);
        out().flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
