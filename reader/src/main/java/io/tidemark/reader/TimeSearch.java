package io.tidemark.reader;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first record, in order, whose transaction committed at a time or later.
 *
 * <p>Commit times do not rise strictly with the order: transactions take their time before their place in the log, the
 * server's clock may be set, and the rows of a snapshot are as old as their chunk. So records are looked at one by one,
 * but for files of which the first and the last record are well before the time and neither is of the snapshot.
 */
final class TimeSearch {

    private static final long DISORDER = Duration.ofMinutes(1).toMillis();

    private final ChangeFiles files;
    private final long millis;

    TimeSearch(ChangeFiles files, long millis) {
        this.files = files;
        this.millis = millis;
    }

    /** Where that record begins, or the end of what is visible if there is none, or {@code null} if nothing is. */
    @Nullable
    Place find() throws IOException {
        Cursor cursor = Cursor.atEarliest(files);
        Place end = null;
        for (Part part = cursor.next(); part != null; part = cursor.next()) {
            Place found = mayHold(part) ? findIn(part) : null;
            if (found != null) {
                return found;
            }
            end = files.end(part);
        }
        return end;
    }

    private boolean mayHold(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            Block first = reader.next();
            if (first == null || !isWellBefore(first.firstStamp())) {
                return first != null;
            }
            Block last = reader.last();
            return last == null || !isWellBefore(last.lastStamp());
        }
    }

    private boolean isWellBefore(Stamp stamp) {
        return !stamp.isSnapshot() && stamp.commitMillis() < millis - DISORDER;
    }

    private @Nullable Place findIn(Part part) throws IOException {
        try (PartReader reader = PartReader.open(files, new Place(part, 0))) {
            for (Block block = reader.next(); block != null; block = reader.next()) {
                int line = findIn(block);
                if (line >= 0) {
                    return new Place(part, block.start() + line);
                }
            }
            return null;
        }
    }

    /** Where the first line at the time or later begins in the block, -1 if there is none. */
    private int findIn(Block block) {
        for (int from = 0; from < block.length(); ) {
            int end = block.lineEnd(from);
            if (block.stamp(from, end).commitMillis() >= millis) {
                return from;
            }
            from = end + 1;
        }
        return -1;
    }
}
