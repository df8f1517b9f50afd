package io.tidemark.reader;

import io.tidemark.task.TaskFileException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells what a command failed with, in one sentence on standard error, and the exit code that it means. */
final class CommandFailures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments)
            throws Exception {
        if (failure instanceof TaskFileException) {
            return complain(command, failure.getMessage(), ExitCode.USAGE);
        }
        if (failure instanceof FileSystemException) { // its message alone is often just a path
            return complain(command, "the files could not be used: " + failure, ExitCode.SOFTWARE);
        }
        if (failure instanceof IOException || failure instanceof ReaderException) {
            return complain(command, failure.getMessage(), ExitCode.SOFTWARE);
        }
        throw failure;
    }

    private static int complain(CommandLine command, @Nullable String message, int exitCode) {
        command.getErr().println(message);
        command.getErr().flush();
        return exitCode;
    }
}
