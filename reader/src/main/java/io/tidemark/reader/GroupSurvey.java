package io.tidemark.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How groups were doing at one time.
 *
 * @param kept what can be read, for people; {@code null} if nothing
 */
record GroupSurvey(@Nullable String kept, List<GroupStatus> groups) {

    /** How often the retention may remove files under a survey before that is a failure. */
    private static final int TRIES = 5;

    GroupSurvey {
        groups = List.copyOf(groups);
    }

    static GroupSurvey of(Path directory, List<GroupName> names) throws IOException {
        for (int left = TRIES; ; left--) {
            try {
                return new Surveyor(directory).survey(names);
            } catch (RemovedException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    /** Whether one of the groups cannot go on. */
    boolean hasProblem() {
        return groups.stream().anyMatch(group -> group.problem() != null);
    }
}
