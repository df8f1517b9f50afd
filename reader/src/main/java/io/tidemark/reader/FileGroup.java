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

    private FileGroup(ChangeFiles files, GroupStore store) {
        this.files = files;
        this.store = store;
    }

    /** @throws ReaderException if the directory is not there, or another consumer holds the group */
    static FileGroup open(Path directory, GroupName name) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ReaderException(
                    "the sink's directory '%s' does not exist: the job makes it when it first starts. Start the task, or look at sink.files.directory"
                            .formatted(directory));
        }
        return new FileGroup(new ChangeFiles(directory), GroupStore.open(directory, name));
    }

    /** Moves the group, whether it is new or not; what it had remembered is not even read. */
    void moveTo(StartPoint start) throws IOException {
        Place place = start.locate(files);
        if (place == null) {
            store.forget();
        } else {
            store.save(GroupPosition.movedTo(place));
        }
    }

    /**
     * Copies all records after the group's position to the output and moves the position behind them.
     *
     * @throws ReaderException if the next record was removed or is damaged
     * @throws OutputException if the output failed
     */
    Outcome copyTo(Output output, AtEnd atEnd, StopSignal stop) throws IOException {
        GroupPosition position = store.load();
        try (Blocks blocks = begin(position)) {
            Outcome outcome = new Copy(blocks, output, store).run(atEnd, stop);
            return outcome == Outcome.AT_END && store.load() == null ? Outcome.NOTHING_YET : outcome;
        } catch (RemovedException e) {
            throw explained(e);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private Blocks begin(@Nullable GroupPosition position) throws IOException {
        if (position == null) {
            return Blocks.atEarliest(files);
        }
        Bucket bucket = position.place().part().bucket();
        Bucket kept = files.keptFrom();
        if (kept != null && kept.isAfter(bucket)) {
            throw RemovedException.byRetention(bucket, kept);
        }
        return Blocks.from(files, position.place());
    }

    private ReaderException explained(RemovedException removed) throws IOException {
        GroupPosition position = store.load();
        return new ReaderException(
                "group '%s' cannot go on without leaving out records: %s. The group stands at %s. Kept is %s. To go on with the oldest record that is kept, and do without those that were removed: --from earliest"
                        .formatted(
                                store.name(),
                                removed.getMessage(),
                                position == null ? "no position yet" : position,
                                kept()),
                removed);
    }

    private String kept() throws IOException {
        try {
            return new KeptRange(files).describe();
        } catch (ReaderException e) {
            return "not known, since " + e.getMessage();
        }
    }
}
