package io.tidemark.reader;

import io.tidemark.record.Lsn;
import io.tidemark.record.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Where a group is told to begin. */
sealed interface StartPoint {

    /**
     * Where that is now; {@code null} if nothing is visible, so that whatever comes first is next.
     *
     * @throws ReaderException if it is outside of what is kept
     */
    @Nullable
    Place locate(ChangeFiles files) throws IOException;

    /**
     * The same in a topic.
     *
     * @throws ReaderException if it is outside of what is kept
     */
    TopicOffsets locate(TopicSearch topic);

    /**
     * Reads what {@code --from} and {@code --to} take.
     *
     * @throws IllegalArgumentException with what they take if the text is something else
     */
    static StartPoint parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        try {
            return text.indexOf('/') > 0 ? AtPosition.parse(text) : AtTime.parse(text);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be 'earliest', 'latest', a time with its offset, like 2026-11-01T12:00:00Z or 2026-11-01T20:00:00+08:00, or an LSN, like 0/197A1C0, but was '"
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

        @Override
        public TopicOffsets locate(TopicSearch topic) {
            return topic.earliest();
        }
    }

    /** After all that is visible now. */
    record Latest() implements StartPoint {
        @Override
        public @Nullable Place locate(ChangeFiles files) throws IOException {
            Part last = KeptRange.lastPart(files);
            return last == null ? null : files.end(last);
        }

        @Override
        public TopicOffsets locate(TopicSearch topic) {
            return topic.latest();
        }
    }

    /** The first record, in order, that committed at the time or later. */
    record AtTime(Instant time) implements StartPoint, RecordSearch.Goal {

        /** By how much commit times were seen to fall while the order rises, many times over. */
        private static final Duration DISORDER = Duration.ofMinutes(1);

        static AtTime parse(String text) {
            return new AtTime(OffsetDateTime.parse(text).toInstant());
        }

        @Override
        public Place locate(ChangeFiles files) throws IOException {
            return new RecordSearch(files, this).findWithinKept(time.toString());
        }

        @Override
        public TopicOffsets locate(TopicSearch topic) {
            return topic.at(this);
        }

        @Override
        public boolean isReachedBy(Stamp stamp) {
            return stamp.commitMillis() >= time.toEpochMilli();
        }

        @Override
        public boolean isBefore(Stamp stamp) {
            return time.toEpochMilli() < stamp.commitMillis();
        }

        @Override
        public boolean isWellAfter(Stamp stamp) {
            return stamp.commitMillis() < time.minus(DISORDER).toEpochMilli();
        }
    }

    /** The first record, in order, at the position in the source's log or after it. */
    record AtPosition(Position position) implements StartPoint, RecordSearch.Goal {

        /** An LSN stands for all that committed there or later; a position is what a record has. */
        static AtPosition parse(String text) {
            return new AtPosition(text.indexOf('#') > 0 ? Position.parse(text) : new Position(Lsn.parse(text), 0));
        }

        @Override
        public Place locate(ChangeFiles files) throws IOException {
            return new RecordSearch(files, this).findWithinKept(shown());
        }

        @Override
        public TopicOffsets locate(TopicSearch topic) {
            return topic.at(this);
        }

        /** For people. */
        String shown() {
            return position.ordinal() == 0 ? Lsn.format(position.commitLsn()) : position.toString();
        }

        @Override
        public boolean isReachedBy(Stamp stamp) {
            return !position.isAfter(stamp.position());
        }

        @Override
        public boolean isBefore(Stamp stamp) {
            return position.ordinal() == 0
                    ? Long.compareUnsigned(
                                    position.commitLsn(), stamp.position().commitLsn())
                            < 0
                    : stamp.position().isAfter(position);
        }

        @Override
        public boolean isWellAfter(Stamp stamp) {
            return position.isAfter(stamp.position());
        }
    }
}
