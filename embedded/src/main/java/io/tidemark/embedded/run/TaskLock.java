package io.tidemark.embedded.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held by the one process that runs a task; the kernel takes it back from a process that dies.
 *
 * <p>A process loses its lock on a file as soon as it closes <em>any</em> descriptor of that file (POSIX, fcntl). So nothing
 * else ever opens the file, not even to write down who holds it, and this process remembers by itself what it holds.
 */
final class TaskLock {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private TaskLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws TaskIsRunningException if another process has it, or another part of this one
     */
    static TaskLock take(TaskFolder folder) {
        Path file = folder.lock();
        if (!HELD_HERE.add(file)) {
            throw refused(folder);
        }
        try {
            Files.createDirectories(folder.directory());
            TaskLock lock = new TaskLock(file, opened(folder));
            Files.writeString(
                    folder.holder(), Long.toString(ProcessHandle.current().pid()));
            return lock;
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw new UncheckedIOException("cannot lock '" + file + "'", e);
        } catch (TaskIsRunningException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    /** Whether somebody runs the task now. */
    static boolean isHeld(TaskFolder folder) {
        if (HELD_HERE.contains(folder.lock())) {
            return true;
        }
        if (!Files.exists(folder.lock())) {
            return false;
        }
        try {
            opened(folder).close();
            return false;
        } catch (TaskIsRunningException held) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at '" + folder.lock() + "'", e);
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release '" + file + "'", e);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    /** The file, open and locked. */
    private static FileChannel opened(TaskFolder folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw refused(folder);
        }
        return channel;
    }

    private static TaskIsRunningException refused(TaskFolder folder) {
        return new TaskIsRunningException(holder(folder), folder.lock());
    }

    private static String holder(TaskFolder folder) {
        try {
            return Files.readString(folder.holder()).strip();
        } catch (NoSuchFileException justTaken) {
            return "(unknown yet)";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + folder.holder() + "'", e);
        }
    }
}
