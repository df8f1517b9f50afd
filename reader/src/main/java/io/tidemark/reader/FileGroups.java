package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of a sink's directory. */
final class FileGroups implements Groups {

    /** Who lists the groups holds each for a moment; that is no reason to refuse a change. */
    private static final int TRIES = 5;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Path directory;
    private final GroupFolder folder;

    /** @throws ReaderException if the directory is not there */
    FileGroups(Path directory) {
        FileGroup.requireDirectory(directory);
        this.directory = directory;
        this.folder = GroupFolder.of(directory);
    }

    @Override
    public GroupSurvey survey() throws IOException {
        return GroupSurvey.of(directory, folder.names());
    }

    @Override
    public GroupSurvey survey(GroupName name) throws IOException {
        requireKnown(name);
        return GroupSurvey.of(directory, List.of(name));
    }

    @Override
    public List<String> create(GroupName name, StartPoint start, @Nullable Path passwordFile) throws IOException {
        if (passwordFile != null) {
            throw withoutAccounts();
        }
        try (FileGroup group = hold(name)) {
            if (folder.holds(name)) {
                throw new ReaderException(
                        "there is a group '%s' already. To move it: groups TASK.yaml reset %s --to START"
                                .formatted(name, name));
            }
            return List.of("group '%s' begins at %s".formatted(name, group.moveTo(start)));
        }
    }

    @Override
    public String reset(GroupName name, StartPoint start) throws IOException {
        requireKnown(name);
        try (FileGroup group = hold(name)) {
            return "group '%s' goes on at %s".formatted(name, group.moveTo(start));
        }
    }

    @Override
    public List<String> password(GroupName name, @Nullable Path passwordFile) {
        throw withoutAccounts();
    }

    @Override
    public void delete(GroupName name) throws IOException {
        requireKnown(name);
        try (FileGroup group = hold(name)) {
            group.store().delete();
        }
    }

    @Override
    public void close() {
        // a directory is not held open
    }

    private static ReaderException withoutAccounts() {
        return new ReaderException(
                "groups over files have no accounts and no passwords: who may read the sink's directory may read them all");
    }

    private void requireKnown(GroupName name) throws IOException {
        if (!folder.holds(name)) {
            List<GroupName> names = folder.names();
            throw new ReaderException("there is no group '%s'; %s"
                    .formatted(name, names.isEmpty() ? "there is none at all" : "there are " + names));
        }
    }

    private FileGroup hold(GroupName name) throws IOException {
        for (int left = TRIES; left > 0; left--) {
            FileGroup group = FileGroup.tryOpen(directory, name);
            if (group != null) {
                return group;
            }
            new StopSignal().pause(BETWEEN_TRIES);
        }
        Holder holder = GroupLock.holder(folder.lock(name));
        throw new ReaderException(
                "group '%s' is read by %s, and is left as it is: end that consumer first, and all that wait to take over"
                        .formatted(name, holder == null ? "another process" : holder));
    }
}
