package io.tidemark.reader;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Where a group is told to begin. */
sealed interface StartPoint {

    /** Where that is now; {@code null} if nothing is visible, so that whatever comes first is next. */
    @Nullable
    Place locate(ChangeFiles files) throws IOException;

    /**
     * Reads what {@code --from} takes.
     *
     * @throws IllegalArgumentException with what it takes if the text is something else
     */
    static StartPoint parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        try {
            return new At(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be 'earliest', 'latest' or a time with its offset, like 2026-11-01T12:00:00Z or 2026-11-01T20:00:00+08:00, but was '"
                            + text + "'",
                    e);
        }
    }

    /** The oldest record that is kept. */
    record Earliest() implements StartPoint {
        @Override
        public @Nullable Place locate(ChangeFiles files) throws IOException {
            Part first = Cursor.atEarliest(files).next();
            return first == null ? null : new Place(first, 0);
        }
    }

    /** After all that is visible now. */
    record Latest() implements StartPoint {
        @Override
        public @Nullable Place locate(ChangeFiles files) throws IOException {
            Part last = new KeptRange(files).lastPart();
            return last == null ? null : files.end(last);
        }
    }

    /** The first record that committed at the time or later, or after all that is visible now if there is none yet. */
    record At(Instant time) implements StartPoint {
        @Override
        public @Nullable Place locate(ChangeFiles files) throws IOException {
            return new TimeSearch(files, time.toEpochMilli()).find();
        }
    }
}
