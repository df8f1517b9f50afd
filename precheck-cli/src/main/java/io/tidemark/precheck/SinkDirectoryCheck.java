package io.tidemark.precheck;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Makes a file where the job will make its own, and takes it away again: nothing else tells what a file system allows. */
final class SinkDirectoryCheck implements Precheck {

    @Override
    public String id() {
        return "sink-directory";
    }

    @Override
    public String title() {
        return "the sink's folder can be written to";
    }

    @Override
    public String why() {
        return "The job writes there. It is a folder of the machine that the job runs on: this one with run, those of the cluster otherwise, which nobody asks here.";
    }

    @Override
    public boolean concerns(TaskFile task) {
        return task.sink() instanceof Sink.Files;
    }

    @Override
    public Finding run(SourceServer server) {
        Path directory = ((Sink.Files) server.task().sink()).path();
        Deque<Path> made = new ArrayDeque<>();
        try {
            make(directory, made);
            Files.delete(Files.createTempFile(directory, ".tidemark-precheck", ""));
            return new Passed(
                    "%s can be %swritten to".formatted(directory, made.isEmpty() ? "" : "made on this machine and "));
        } catch (IOException | SecurityException e) {
            return refused(directory, e);
        } finally {
            made.forEach(folder -> folder.toFile().delete());
        }
    }

    /** @param made what was, the innermost first */
    private static void make(Path directory, Deque<Path> made) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (Files.exists(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        if (directory.getParent() != null) {
            make(directory.getParent(), made);
        }
        made.push(Files.createDirectory(directory));
    }

    private static Finding refused(Path directory, Exception e) {
        String user = System.getProperty("user.name");
        if (e instanceof NotDirectoryException) {
            return new Failed(
                    "%s is not a folder".formatted(e.getMessage()),
                    "a folder, or nothing, at sink.files.directory",
                    "Name another sink.files.directory, or move that file: mv %1$s %1$s.old"
                            .formatted(shell(String.valueOf(e.getMessage()))));
        }
        String reason = e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return new Failed(
                "user '%s' can't make a file in %s on this machine: %s".formatted(user, directory, reason),
                "a folder that this user may write to",
                "As an administrator: install -d -o %s %s".formatted(user, shell(directory.toString())),
                "or name another sink.files.directory");
    }

    private static String shell(String word) {
        return '\'' + word.replace("'", "'\\''") + '\'';
    }
}
