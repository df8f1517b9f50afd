package io.tidemark.prepare;

import io.tidemark.precheck.PublishingChecks;
import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.MadeInSource.Slot;
import io.tidemark.task.MadeInSource.Thing;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark prepare}: makes in the source what a task needs there. */
@Command(
        name = "tidemark prepare",
        description =
                "Shows what the task still needs in the source, as SQL: its publication, its slot, replica identities, and with"
                        + " --role a role with no more rights than it takes. With --apply it is made, and recorded in the"
                        + " source, for 'tidemark release' to take away.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown, made, or nothing was to do",
            "1:it can't be made; nothing was changed",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the server"
        })
public final class PrepareCommand implements Callable<Integer> {

    @Mixin
    private SourceCommand source = new SourceCommand();

    @Option(names = "--apply", description = "Makes it, rather than showing it.")
    private boolean apply;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description =
                    "Makes this role as well, or gives it what it lacks. If it is the task's own, it gets the password that the task file refers to.")
    private @Nullable String role;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PrepareCommand());
    }

    @Override
    public Integer call() {
        return source.run((session, task) -> {
            Plan plan = Plan.of(session, task, role);
            plan.notes().forEach(note -> out().println("note  " + note));
            if (plan.isDone()) {
                out().println("Nothing to do: all that task %s needs in database '%s' is there"
                        .formatted(task.task(), SafeText.of(task.source().database())));
            } else if (apply) {
                apply(session, task, plan);
            } else {
                show(task, plan);
            }
            out().flush();
            return ExitCode.OK;
        });
    }

    private void show(TaskFile task, Plan plan) {
        out().println("BEGIN;");
        for (Step step : plan.steps()) {
            out().println("-- " + SafeText.of(step.what()));
            step.statements().forEach(statement -> out().println(SafeText.pasteable(statement.shown())));
        }
        out().println("-- what 'tidemark release' is to take away");
        out().println(SafeText.pasteable(plan.made().statement(task) + ';'));
        out().println("COMMIT;");
        if (plan.slot() != null) {
            out().println("-- slot %s; or leave it to the first start of the task".formatted(task.slotName()));
            out().println(plan.slot() + ';');
        }
        out().println();
        out().println(
                        "-- nothing was changed; --apply does it, and takes it back if the application's updates would fail");
    }

    private void apply(Session session, TaskFile task, Plan plan) throws SQLException {
        new Changes(session, out())
                .make(
                        plan.steps(),
                        List.of(),
                        plan.made().statement(task),
                        () -> PublishingChecks.problems(task, session));
        if (plan.slot() != null) {
            out().println("making slot %s; the server waits for all running transactions to end"
                    .formatted(task.slotName()));
            out().flush();
            String lsn = session.ask(plan.slot());
            session.execute(withSlot(plan.made(), lsn).statement(task));
            out().println("done  slot " + task.slotName());
        }
        out().println("Task %s is prepared in database '%s'"
                .formatted(task.task(), SafeText.of(task.source().database())));
    }

    /** Where the slot stands, by which its first reader knows that nobody has read it. */
    private static MadeInSource withSlot(MadeInSource made, String lsn) {
        List<Thing> things = new ArrayList<>(made.things());
        things.replaceAll(thing -> thing instanceof Slot ? new Slot(lsn) : thing);
        return new MadeInSource(things);
    }

    private PrintWriter out() {
        return source.line().getOut();
    }
}
