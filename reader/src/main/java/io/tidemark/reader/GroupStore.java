package io.tidemark.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The saved position of a group. Whoever changes it holds the group. */
record GroupStore(GroupFolder folder, GroupName name) {

    /**
     * The saved position, {@code null} if there is no such group.
     *
     * @throws ReaderException if the file is damaged
     */
    @Nullable
    GroupPosition load() throws IOException {
        Path file = folder.position(name);
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
        Path temporary = folder.path().resolve("." + name + ".json.tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(GroupPositionJson.write(position, Instant.now()));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, folder.position(name), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** After this there is no such group. */
    void delete() throws IOException {
        Files.deleteIfExists(folder.position(name));
        syncFolder();
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder.path(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
