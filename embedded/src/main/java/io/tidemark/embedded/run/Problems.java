package io.tidemark.embedded.run;

import io.tidemark.embedded.server.ServerException;
import io.tidemark.task.TaskFileException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;

/** What a command prints in place of a stack trace. */
final class Problems {

    private Problems() {}

    static IExecutionExceptionHandler inPlainWords() {
        return (exception, command, parsed) -> {
            command.getErr().println(text(exception));
            command.getErr().flush();
            return exception instanceof TaskFileException ? ExitCode.USAGE : 1;
        };
    }

    /** The message of what we foresaw; of anything else the type too, as its message may say little. */
    private static String text(Exception exception) {
        if (exception instanceof UncheckedIOException && exception.getCause() != null) {
            return exception.getMessage() + ": " + exception.getCause();
        }
        boolean foreseen = exception instanceof TaskFileException
                || exception instanceof TaskIsRunningException
                || exception instanceof RefusedException
                || exception instanceof ServerException;
        return foreseen ? String.valueOf(exception.getMessage()) : exception.toString();
    }
}
