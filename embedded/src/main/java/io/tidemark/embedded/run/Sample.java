package io.tidemark.embedded.run;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The job's figures at one moment; what nobody told is empty.
 *
 * @param at when they were asked for
 * @param snapshotRows read since the job started or was resumed
 * @param tablesDone how many tables are read to their end
 * @param streamChanges since the job started or was resumed
 * @param position of the stream, an LSN; 0 while the snapshot is read
 * @param behindMillis the age of the newest change that was emitted, 0 when there is none to come
 * @param walBytes how much WAL the source wrote past the position
 */
record Sample(
        Instant at,
        OptionalLong snapshotRows,
        OptionalInt tablesDone,
        OptionalLong streamChanges,
        OptionalLong position,
        OptionalLong behindMillis,
        OptionalLong walBytes) {

    boolean isStreaming() {
        return position.orElse(0) > 0;
    }

    boolean knowsNothing() {
        return snapshotRows.isEmpty() && streamChanges.isEmpty() && position.isEmpty();
    }

    /** As after a start: whether it will read the snapshot or go on with the stream is not known yet. */
    boolean hasDoneNothing() {
        return !isStreaming() && snapshotRows.orElse(0) == 0;
    }

    double secondsSince(Sample earlier) {
        return Duration.between(earlier.at, at).toNanos() / 1e9;
    }
}
