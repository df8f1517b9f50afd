package io.tidemark.reader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first record, in order, that reaches a goal.
 *
 * <p>Commit times do not rise strictly with the order: transactions take their time before their place in the log, the
 * server's clock may be set, and the rows of a snapshot are as old as their chunk. So records are looked at one by one,
 * but for files of which the first and the last record are well before the goal and neither is of the snapshot.
 */
final class RecordSearch {

    /** What is looked for. */
    interface Goal {

        boolean isReachedBy(Stamp stamp);

        /** Whether the goal lies before the record, so that the record can't be the oldest that reaches it. */
        boolean isBefore(Stamp stamp);

        /** Whether the goal lies so far behind the record of the stream that those before the record can't reach it. */
        boolean isWellAfter(Stamp stamp);
    }

    private final ChangeFiles files;
    private final Goal goal;

    RecordSearch(ChangeFiles files, Goal goal) {
        this.files = files;
        this.goal = goal;
    }

    /**
     * Where that record begins.
     *
     * @param shown the goal, for people
     * @throws ReaderException if the goal lies before all that is kept or after it
     */
    Place findWithinKept(String shown) throws IOException {
        KeptRange kept = KeptRange.of(files);
        if (kept == null) {
            throw new ReaderException(
                    "%s is not within what is kept: no record is there yet. To begin with the first that comes: earliest"
                            .formatted(shown));
        }
        if (goal.isBefore(kept.first())) {
            throw new ReaderException(
                    "%s is before all that is kept. Kept is %s. To begin with the oldest record of it: earliest"
                            .formatted(shown, kept));
        }
        Place found = find();
        if (found == null) {
            throw new ReaderException(
                    "%s is after all that is kept. Kept is %s. To begin with whatever comes next: latest"
                            .formatted(shown, kept));
        }
        return found;
    }

    /** Where that record begins, {@code null} if there is none. */
    @Nullable
    Place find() throws IOException {
        Cursor cursor = Cursor.atEarliest(files);
        for (Part part = cursor.next(); part != null; part = cursor.next()) {
            Place found = mayHold(part) ? findIn(part) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private boolean mayHold(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block first = reader.next();
            if (first == null || !isPassed(first.firstStamp())) {
                return first != null;
            }
            Block last = reader.last();
            return last == null || !isPassed(last.lastStamp());
        }
    }

    private boolean isPassed(Stamp stamp) {
        return !stamp.isSnapshot() && goal.isWellAfter(stamp);
    }

    private @Nullable Place findIn(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                Place found = block.first(goal::isReachedBy);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }
}
