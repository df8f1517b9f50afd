package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at groups: first at each by itself, then counts for all of them in one walk over the files. */
final class Surveyor {

    private static final String NOBODY = "none";

    private final ChangeFiles files;
    private final GroupFolder folder;
    private final @Nullable KeptRange kept;
    private final @Nullable Place earliest;

    Surveyor(Path directory) throws IOException {
        this.files = new ChangeFiles(directory);
        this.folder = GroupFolder.of(directory);
        this.kept = KeptRange.of(files);
        this.earliest = new StartPoint.Earliest().locate(files);
    }

    /** @throws RemovedException if the retention removed something meanwhile, so that it must be done again */
    GroupSurvey survey(List<GroupName> names) throws IOException {
        List<Look> looks = new ArrayList<>();
        Set<Place> places = new HashSet<>();
        for (GroupName name : names) {
            Look look = look(name);
            looks.add(look);
            if (look.place() != null) {
                places.add(look.place());
            }
        }
        Map<Place, Long> counts = new RecordCounts(files).behind(places);
        List<GroupStatus> groups = new ArrayList<>();
        for (Look look : looks) {
            groups.add(status(look, counts));
        }
        return new GroupSurvey(kept == null ? null : kept.toString(), groups);
    }

    private Look look(GroupName name) throws IOException {
        GroupPosition position = null;
        try {
            position = new GroupStore(folder, name).load();
            if (position == null || position.place() == null) {
                return new Look(name, GroupPosition.BEGINNING, earliest, kept == null ? null : kept.first(), null);
            }
            Stamp next = next(position.place());
            return new Look(name, position, position.place(), position.last() == null ? next : position.last(), null);
        } catch (ReaderException e) {
            return new Look(name, position, null, null, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Stamp next(Place place) throws IOException {
        try (Blocks blocks = Blocks.from(files, place)) {
            Block block = blocks.next();
            return block == null ? null : block.firstStamp();
        }
    }

    private GroupStatus status(Look look, Map<Place, Long> counts) throws IOException {
        Holder reader = GroupLock.holder(folder.lock(look.name()));
        Backlog backlog = look.problem() == null ? backlog(look, counts) : null;
        GroupPosition position = look.position();
        return new GroupStatus(
                look.name().value(),
                reader == null ? NOBODY : reader.toString(),
                position == null ? null : position.last(),
                position == null ? null : position.toString(),
                backlog,
                look.problem());
    }

    private Backlog backlog(Look look, Map<Place, Long> counts) {
        if (look.place() == null) {
            return new Backlog(0, 0);
        }
        Long records = counts.get(look.place());
        if (records == null) {
            throw RemovedException.gone(look.place().part());
        }
        return new Backlog(records, records == 0 ? 0 : secondsBehind(look.reached()));
    }

    private long secondsBehind(@Nullable Stamp reached) {
        return kept == null || reached == null
                ? 0
                : Math.max(0, kept.last().commitMillis() - reached.commitMillis()) / 1000;
    }

    /**
     * What one group shows by itself.
     *
     * @param place behind which to count, {@code null} if nothing is there or there is a problem
     * @param reached the last record consumed, or the next one if none was
     */
    private record Look(
            GroupName name,
            @Nullable GroupPosition position,
            @Nullable Place place,
            @Nullable Stamp reached,
            @Nullable String problem) {}
}
