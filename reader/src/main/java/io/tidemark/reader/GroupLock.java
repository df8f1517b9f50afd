package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes this the one reader of a group, until it is closed. The system frees the lock when the process ends, however it
 * ends, and the file stays: whoever removes a file that somebody is about to lock makes room for two holders.
 */
final class GroupLock implements Closeable {

    private static final int LONGEST_HOLDER = 512;

    /**
     * The files that this JVM has locked; also the monitor under which lock files are opened at all. A process loses its
     * lock on a file as soon as it closes any descriptor of that file, so that here no second one must ever be opened.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private GroupLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock of a file in a folder that is there; {@code null} if somebody has it already. */
    static @Nullable GroupLock tryAcquire(Path lockFile) throws IOException {
        synchronized (HELD) {
            Path file = real(lockFile);
            if (HELD.contains(file)) {
                return null;
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!takes(channel)) {
                channel.close();
                return null;
            }
            HELD.add(file);
            return new GroupLock(file, channel);
        }
    }

    /** Who has the lock; {@code null} if nobody. */
    static @Nullable Holder holder(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return null;
        }
        synchronized (HELD) {
            Path file = real(lockFile);
            if (HELD.contains(file)) {
                return Holder.self();
            }
            // a shared lock, which needs no right to write, and does not get in the way of who only looks, too
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.tryLock(0, Long.MAX_VALUE, true) == null ? written(channel) : null;
            } catch (NoSuchFileException e) {
                return null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(file);
            channel.close();
        }
    }

    private static boolean takes(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                return false;
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Holder.self().bytes()));
            return true;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Holder written(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
        channel.read(text, 0);
        byte[] bytes = new byte[text.flip().remaining()];
        text.get(bytes);
        return Holder.of(bytes);
    }

    private static Path real(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    }
}
