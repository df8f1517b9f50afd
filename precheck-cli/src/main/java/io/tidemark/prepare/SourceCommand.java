package io.tidemark.prepare;

import io.tidemark.source.Session;
import io.tidemark.task.SourceUnavailableException;
import io.tidemark.task.TaskFile;
import io.tidemark.task.TaskFileException;
import io.tidemark.terminal.SafeText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that change a source share: the task file, the login, and how each kind of failure ends. */
final class SourceCommand {

    private static final int NO_ANSWER = 3;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TASK.yaml", description = "The task file.")
    private @Nullable Path taskFile;

    @Mixin
    private Login login = new Login();

    /** What a command does over a session. */
    interface Work {

        /**
         * Does it.
         *
         * @return the exit code
         */
        int run(Session session, TaskFile task) throws SQLException;
    }

    CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }

    int run(Work work) {
        try {
            // secrets of the sink need not be on an administrator's machine
            TaskFile task = TaskFile.readWithoutSecrets(Objects.requireNonNull(taskFile));
            try (Session session = Session.open(login.of(task))) {
                return work.run(session, task);
            }
        } catch (TaskFileException e) {
            return complain(e, ExitCode.USAGE);
        } catch (IllegalArgumentException e) {
            return complain(new IllegalArgumentException("--password: " + e.getMessage()), ExitCode.USAGE);
        } catch (SourceUnavailableException e) {
            return complain(e, NO_ANSWER);
        } catch (RefusedException e) {
            return complain(e, ExitCode.SOFTWARE);
        } catch (SQLException e) {
            return complain(new SQLException("the server answered: " + e.getMessage()), ExitCode.SOFTWARE);
        }
    }

    private int complain(Exception e, int exitCode) {
        line().getErr().println(SafeText.ofLines(String.valueOf(e.getMessage())));
        line().getErr().flush();
        return exitCode;
    }
}
