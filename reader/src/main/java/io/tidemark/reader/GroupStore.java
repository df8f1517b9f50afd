package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a group's position in {@code groups/<name>.json} below the sink's directory, and holds the group for this process
 * by a lock on {@code groups/<name>.lock}. The system frees the lock when the process ends, however it ends.
 */
final class GroupStore implements Closeable {

    private final GroupName name;
    private final Path folder;
    private final Path file;
    private final FileChannel lock;

    private GroupStore(GroupName name, Path folder, FileChannel lock) {
        this.name = name;
        this.folder = folder;
        this.file = folder.resolve(name + ".json");
        this.lock = lock;
    }

    /** @throws ReaderException if another consumer of this machine holds the group */
    static GroupStore open(Path directory, GroupName name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("groups"));
        Path lockFile = folder.resolve(name + ".lock");
        FileChannel lock = FileChannel.open(
                lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(lock)) {
            lock.close();
            throw new ReaderException(
                    "group '%s' is being read by another consumer%s: a group has one at a time. Stop that one, or read as another group"
                            .formatted(name, holder(lockFile)));
        }
        lock.truncate(0);
        lock.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new GroupStore(name, folder, lock);
    }

    GroupName name() {
        return name;
    }

    /**
     * The saved position, {@code null} if the group has none.
     *
     * @throws ReaderException if the file is damaged
     */
    @Nullable
    GroupPosition load() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            return GroupPositionJson.read(bytes);
        } catch (IOException e) {
            throw new ReaderException(
                    "the position of group '%s' cannot be read from '%s': %s. Say where the group goes on: --from earliest, --from latest or --from TIME"
                            .formatted(name, file, e.getMessage()),
                    e);
        }
    }

    /** Replaces the saved position; when this returns, it outlives a power cut. */
    void save(GroupPosition position) throws IOException {
        Path temporary = folder.resolve("." + name + ".json.tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(GroupPositionJson.write(position, Instant.now()));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** Makes the group a new one. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
        syncFolder();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    /** The holder's process id as it wrote it, if it has come to that. */
    private static String holder(Path lockFile) throws IOException {
        String pid = Files.readString(lockFile, StandardCharsets.ISO_8859_1);
        return Digits.parse(pid, 0, pid.length()) == Digits.NONE ? "" : " (process " + pid + ")";
    }
}
