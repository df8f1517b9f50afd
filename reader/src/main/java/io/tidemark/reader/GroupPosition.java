package io.tidemark.reader;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a group remembers.
 *
 * @param place where it goes on
 * @param last of the last record that it consumed; {@code null} if it was moved to {@code place} and has read nothing since
 */
record GroupPosition(Place place, @Nullable Stamp last) {

    static GroupPosition movedTo(Place place) {
        return new GroupPosition(place, null);
    }

    static GroupPosition after(Block block) {
        return new GroupPosition(block.end(), block.lastStamp());
    }

    /** The place, and what was consumed before it, for people. */
    @Override
    public String toString() {
        return last == null
                ? place.toString()
                : "%s (after position %s, committed %s)"
                        .formatted(place, last.position(), Instant.ofEpochMilli(last.commitMillis()));
    }
}
