package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.MadeInSource;
import io.tidemark.task.MadeInSource.Role;
import io.tidemark.task.MadeInSource.Slot;
import io.tidemark.task.SqlNames;
import io.tidemark.task.TaskFile;
import io.tidemark.terminal.SafeText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark release}: takes away all that was made in the source for a task, and nothing else. */
@Command(
        name = "tidemark release",
        description =
                "Takes away all that prepare, or the job's first start, made in the source for the task, and nothing that somebody"
                        + " else made. The task's position is gone with its slot: after it the task can only start anew.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing of it is left",
            "1:something is in the way: nothing was changed, or what was kept is named",
            "2:wrong usage, or the task file has problems",
            "3:no answer from the server"
        })
public final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private SourceCommand source = new SourceCommand();

    @Option(
            names = "--force",
            description = "Though the task seems to run: ends the session that reads the slot, if one does.")
    private boolean force;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ReleaseCommand());
    }

    @Override
    public Integer call() {
        return source.run(this::release);
    }

    private int release(Session session, TaskFile task) throws SQLException {
        Recorded record = Recorded.of(session, task);
        MadeInSource made = record.things();
        if (record.made() == null) {
            out().println("Nothing is recorded in database '%s' as made for task %s%s"
                    .formatted(
                            SafeText.of(task.source().database()),
                            task.task(),
                            record.publication()
                                    ? ": publication %s is somebody else's and is left"
                                            .formatted(task.publicationName())
                                    : ""));
        }
        if (made.all(Slot.class).findAny().isPresent()) {
            new SlotRemoval(session, task, force, out()).run();
        } else {
            mention(session, task);
        }
        boolean all = undo(session, task, made);
        out().flush();
        return all ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void mention(Session session, TaskFile task) throws SQLException {
        if (session.holds("EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ?)", task.slotName())) {
            out().println(
                            "note  slot %s is not of prepare's making and is left; to drop it, run SELECT pg_drop_replication_slot(%s);"
                                    .formatted(task.slotName(), SqlNames.literal(task.slotName())));
        }
    }

    /** Backwards; a role last, which stays if somebody else gave it more than prepare did. */
    private boolean undo(Session session, TaskFile task, MadeInSource made) throws SQLException {
        Undo undo = new Undo(session, task);
        List<Step> steps = new ArrayList<>();
        List<Step> roles = new ArrayList<>();
        for (MadeInSource.Thing thing : made.things()) {
            if (!(thing instanceof Slot)) {
                (thing instanceof Role ? roles : steps).add(undo.step(thing));
            }
        }
        Collections.reverse(steps);
        return new Changes(session, out()).make(steps, roles, "", List::of);
    }

    private PrintWriter out() {
        return source.line().getOut();
    }
}
