package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The groups of a sink's directory, as an operator sees and changes them. */
final class Groups {

    /** Who lists the groups holds each for a moment; that is no reason to refuse a change. */
    private static final int TRIES = 5;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Path directory;
    private final GroupFolder folder;

    /** @throws ReaderException if the directory is not there */
    Groups(Path directory) {
        FileGroup.requireDirectory(directory);
        this.directory = directory;
        this.folder = GroupFolder.of(directory);
    }

    GroupSurvey survey() throws IOException {
        return GroupSurvey.of(directory, folder.names());
    }

    GroupSurvey survey(GroupName name) throws IOException {
        requireKnown(name);
        return GroupSurvey.of(directory, List.of(name));
    }

    /** Makes a group that has read nothing; where it begins. */
    GroupPosition create(GroupName name, StartPoint start) throws IOException {
        try (FileGroup group = hold(name)) {
            if (folder.holds(name)) {
                throw new ReaderException(
                        "there is a group '%s' already. To move it: groups TASK.yaml reset %s --to START"
                                .formatted(name, name));
            }
            return group.moveTo(start);
        }
    }

    /** Moves a group that nobody reads; where it goes on. */
    GroupPosition reset(GroupName name, StartPoint start) throws IOException {
        requireKnown(name);
        try (FileGroup group = hold(name)) {
            return group.moveTo(start);
        }
    }

    /** Forgets a group that nobody reads. */
    void delete(GroupName name) throws IOException {
        requireKnown(name);
        try (FileGroup group = hold(name)) {
            group.store().delete();
        }
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
