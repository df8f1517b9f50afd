package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group for programs: what {@code tidemark consume --follow} is for people, and with the same groups.
 *
 * <p>While another process or another instance reads the group, this one stands by: {@link #poll} gives nothing, and takes
 * over within its next call or a fraction of a second when the other ends, however that ends. What was polled counts as
 * consumed when {@link #commit} returns; a program that ends before gets it again. For one thread at a time.
 */
public final class ConsumerGroup implements AutoCloseable {

    private final Path directory;
    private final GroupName name;
    private @Nullable FileGroup group;
    private @Nullable Blocks blocks;
    private @Nullable GroupPosition polled;
    private boolean closed;

    private ConsumerGroup(Path directory, GroupName name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * A group over the directory of a files sink, new or not. The directory need not be there yet.
     *
     * @throws IllegalArgumentException if a group cannot have that name
     */
    public static ConsumerGroup open(Path directory, String name) {
        return new ConsumerGroup(directory, new GroupName(name));
    }

    /**
     * The next records, as soon as there are some; an empty batch if there are none within that time, or if it is not this
     * one that reads the group.
     *
     * @throws ReaderException if the next record was removed or is damaged; no later call will do better
     */
    public Batch poll(Duration patience) throws IOException, InterruptedException {
        requireOpen();
        long began = System.nanoTime();
        while (true) {
            long looked = System.nanoTime();
            Block block = nextBlock();
            if (block != null) {
                polled = GroupPosition.after(block);
                return Batch.of(block);
            }
            long now = System.nanoTime();
            long left = patience.toNanos() - (now - began);
            if (left <= 0) {
                return Batch.EMPTY;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, Rest.after(now - looked).toNanos()));
        }
    }

    /** Makes all that was polled count as consumed, for good: it costs two syncs to disk, if there is anything new. */
    public void commit() throws IOException {
        requireOpen();
        if (group != null && polled != null) {
            group.store().save(polled);
            polled = null;
        }
    }

    /** Whether it is this one that reads the group. It stays so until it is closed. */
    public boolean isActive() {
        return group != null;
    }

    /** Lets another one read the group. What was polled and not committed comes again. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            if (blocks != null) {
                blocks.close();
            }
        } finally {
            if (group != null) {
                group.close();
                group = null;
            }
        }
    }

    private @Nullable Block nextBlock() throws IOException {
        if (group == null && Files.isDirectory(directory)) {
            group = FileGroup.tryOpen(directory, name);
        }
        if (group == null) {
            return null;
        }
        try {
            if (blocks == null) {
                blocks = group.blocks();
            }
            return blocks.next();
        } catch (RemovedException e) {
            throw group.explained(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("group '%s' was closed".formatted(name));
        }
    }
}
