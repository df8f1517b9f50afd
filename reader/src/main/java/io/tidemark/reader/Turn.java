package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits until a group can be read by this process: the system tells nobody that a lock became free, so it asks often. */
final class Turn {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Path directory;
    private final GroupName name;
    private final StopSignal stop;
    private final Consumer<String> messages;

    /** @param messages is told once of each thing that is waited for */
    Turn(Path directory, GroupName name, StopSignal stop, Consumer<String> messages) {
        this.directory = directory;
        this.name = name;
        this.stop = stop;
        this.messages = messages;
    }

    /** Returns when the job has made the sink's directory, or a stop is requested. */
    void awaitDirectory() {
        if (!Files.isDirectory(directory)) {
            messages.accept("waiting for the sink's directory '%s': the job makes it when it first starts"
                    .formatted(directory));
        }
        while (!Files.isDirectory(directory) && !stop.isRequested()) {
            stop.pause(POLL);
        }
    }

    /**
     * The group as soon as nobody else reads it; {@code null} if a stop is requested before.
     *
     * @throws ReaderException if the directory is not there
     */
    @Nullable
    FileGroup await() throws IOException {
        for (int failed = 0; !stop.isRequested(); failed++) {
            FileGroup group = FileGroup.tryOpen(directory, name);
            if (group != null) {
                return group;
            }
            if (failed == 1) { // not the first time: whoever lists the groups looks at the lock for a moment
                messages.accept("group '%s' is read by %s: waiting to take over".formatted(name, holder()));
            }
            stop.pause(POLL);
        }
        return null;
    }

    private String holder() throws IOException {
        Holder holder = GroupLock.holder(GroupFolder.of(directory).lock(name));
        return holder == null ? "another process" : holder.toString();
    }
}
