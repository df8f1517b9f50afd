package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.source.WalDisk;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark slots}: what the slots of all tasks hold on a server. */
@Command(
        name = "tidemark slots",
        description =
                "Lists the slots of all tasks on the task's server: who reads each, how much WAL the server keeps for it, how fast that"
                        + " grows, and when a limit is reached. The disk's room is known only where the server is on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:the server refused",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the server"
        })
public final class SlotsCommand implements Callable<Integer> {

    /** Whether somebody is there to answer: the launcher knows. */
    private static final boolean TERMINAL = Boolean.getBoolean("tidemark.answers");

    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

    @Mixin
    private SourceCommand source = new SourceCommand();

    @Option(
            names = "--purge",
            description =
                    "Drops those of tasks of this database that are lost, or that nobody has read for 90 minutes. A task that was stopped on purpose can't go on after it. Asks before each on a terminal.")
    private boolean purge;

    @Option(names = "--yes", description = "With --purge: does not ask. Needed where there is no terminal.")
    private boolean yes;

    @Option(names = "--stale-after", paramLabel = "MINUTES", description = "With --purge: other than 90 minutes.")
    private int staleAfter = 90;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to watch what grows; 1 without it.")
    private int seconds = 1;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SlotsCommand());
    }

    @Override
    public Integer call() {
        if (purge && !yes && !TERMINAL) {
            throw new CommandLine.ParameterException(
                    source.line(), "--purge: there is no terminal to ask on; add --yes");
        }
        return source.run((session, task) -> {
            List<SlotFigures> slots = SlotFigures.all(session);
            if (slots.isEmpty()) {
                out().println("No task has a slot on " + task.source().address());
                out().flush();
                return ExitCode.OK;
            }
            slots = watch(session, task, slots);
            if (purge) {
                new Purge(session, Duration.ofMinutes(staleAfter), this::agrees, out()).run(slots);
            }
            return ExitCode.OK;
        });
    }

    private List<SlotFigures> watch(Session session, TaskFile task, List<SlotFigures> before) throws SQLException {
        long begin = System.nanoTime();
        try {
            TimeUnit.SECONDS.sleep(Math.max(1, seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<SlotFigures> now = SlotFigures.all(session);
        new SlotTable(WalDisk.of(session, task.source()), out())
                .print(before, now, Duration.ofNanos(System.nanoTime() - begin));
        return now;
    }

    private boolean agrees(String sentence) {
        if (yes) {
            return true;
        }
        out().println(SafeText.of(sentence));
        out().print("Drop it? [y/N] ");
        out().flush();
        try {
            String answer = input.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            return false;
        }
    }

    private PrintWriter out() {
        return source.line().getOut();
    }
}
