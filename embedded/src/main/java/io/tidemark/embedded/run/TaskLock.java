package io.tidemark.embedded.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the one process that runs a task; the kernel takes it back from a process that dies. */
final class TaskLock {

    private final FileLock lock;

    private TaskLock(FileLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws TaskIsRunningException if another process has it, or another part of this one
     */
    static TaskLock take(TaskFolder folder) {
        Path file = folder.lock();
        try {
            Files.createDirectories(folder.directory());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new TaskIsRunningException(Files.readString(file).strip(), file);
            }
            Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
            return new TaskLock(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock '" + file + "'", e);
        }
    }

    /** Whether somebody runs the task now. */
    static boolean isHeld(TaskFolder folder) {
        if (!Files.exists(folder.lock())) {
            return false;
        }
        try {
            take(folder).release();
            return false;
        } catch (TaskIsRunningException held) {
            return true;
        }
    }

    void release() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the task's lock", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }
}
