package io.tidemark.reader;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a group remembers.
 *
 * @param place where it goes on; {@code null} for the oldest record that is kept when it first reads
 * @param last of the last record that it consumed; {@code null} if it was moved to {@code place} and has read nothing since
 */
record GroupPosition(@Nullable Place place, @Nullable Stamp last) {

    /** Of a group that has read nothing and was moved nowhere. */
    static final GroupPosition BEGINNING = new GroupPosition(null, null);

    /** @param place {@code null} if nothing is visible yet */
    static GroupPosition movedTo(@Nullable Place place) {
        return new GroupPosition(place, null);
    }

    static GroupPosition after(Block block) {
        return new GroupPosition(block.end(), block.lastStamp());
    }

    /** The place, and what was consumed before it, for people. */
    @Override
    public String toString() {
        String where = place == null ? "the oldest record that is kept" : place.toString();
        return last == null
                ? where
                : "%s (after position %s, committed %s)"
                        .formatted(where, last.position(), Instant.ofEpochMilli(last.commitMillis()));
    }
}
