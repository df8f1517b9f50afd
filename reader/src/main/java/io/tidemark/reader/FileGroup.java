package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A consumer group over the directory of a files sink, held by this process alone until it is closed. */
final class FileGroup implements Closeable {

    private final ChangeFiles files;
    private final GroupStore store;
    private final GroupLock lock;

    private FileGroup(ChangeFiles files, GroupStore store, GroupLock lock) {
        this.files = files;
        this.store = store;
        this.lock = lock;
    }

    /**
     * The group, whether there is one of that name yet or not; {@code null} if somebody else reads it.
     *
     * @throws ReaderException if the directory is not there
     */
    static @Nullable FileGroup tryOpen(Path directory, GroupName name) throws IOException {
        requireDirectory(directory);
        GroupFolder folder = GroupFolder.of(directory);
        folder.create();
        GroupLock lock = GroupLock.tryAcquire(folder.lock(name));
        return lock == null ? null : new FileGroup(new ChangeFiles(directory), new GroupStore(folder, name), lock);
    }

    static void requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ReaderException(
                    "the sink's directory '%s' does not exist: the job makes it when it first starts. Start the task, or look at sink.files.directory"
                            .formatted(directory));
        }
    }

    GroupStore store() {
        return store;
    }

    /**
     * Moves the group, whether it is new or not; what it had remembered is not even read. Where it stands then.
     *
     * @throws ReaderException if that is outside of what is kept
     */
    GroupPosition moveTo(StartPoint start) throws IOException {
        GroupPosition position = GroupPosition.movedTo(start.locate(files));
        store.save(position);
        return position;
    }

    /**
     * Copies all records after the group's position to the output and moves the position behind them.
     *
     * @throws ReaderException if the next record was removed or is damaged
     * @throws OutputException if the output failed
     */
    Outcome copyTo(Output output, AtEnd atEnd, StopSignal stop) throws IOException {
        try (Blocks blocks = blocks()) {
            Outcome outcome = new Copy(blocks, output, store).run(atEnd, stop);
            return outcome == Outcome.AT_END && position().place() == null ? Outcome.NOTHING_YET : outcome;
        } catch (RemovedException e) {
            throw explained(e);
        }
    }

    /**
     * What comes after the group's position. From now on there is a group of this name.
     *
     * @throws RemovedException if the next record was removed, or may have been
     */
    Blocks blocks() throws IOException {
        Place place = position().place();
        if (place == null) {
            store.save(GroupPosition.BEGINNING);
            return Blocks.atEarliest(files);
        }
        return Blocks.from(files, place);
    }

    /** What to tell an operator of a group that cannot go on. */
    ReaderException explained(RemovedException removed) throws IOException {
        return new ReaderException(
                "group '%s' cannot go on without leaving out records: %s. The group stands at %s. Kept is %s. To go on with the oldest record that is kept, and do without those that were removed: consume --from earliest, or groups reset --to earliest"
                        .formatted(store.name(), removed.getMessage(), position(), kept()),
                removed);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private GroupPosition position() throws IOException {
        GroupPosition position = store.load();
        return position == null ? GroupPosition.BEGINNING : position;
    }

    private String kept() throws IOException {
        try {
            KeptRange kept = KeptRange.of(files);
            return kept == null ? "nothing" : kept.toString();
        } catch (ReaderException e) {
            return "not known, since " + e.getMessage();
        }
    }
}
