package io.tidemark.reader;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a group begins in a topic.
 *
 * <p>A record is published after it committed, so the first that committed at a time or later is not before the first that was
 * published then: the broker's index gives that one, and from there on records are looked at one by one. Positions rise strictly
 * within the stream, which is searched by halves; rows of the snapshot come before it in no order, and are looked at one by one.
 */
final class TopicSearch {

    private final TopicReader reader;
    private final TopicKept kept;

    TopicSearch(TopicReader reader) {
        this.reader = reader;
        this.kept = TopicKept.of(reader);
    }

    TopicOffsets earliest() {
        return new TopicOffsets(kept.begins(), true);
    }

    TopicOffsets latest() {
        return new TopicOffsets(kept.ends(), false);
    }

    /** @throws ReaderException if the time is outside of what is kept */
    TopicOffsets at(StartPoint.AtTime time) {
        String shown = time.time().toString();
        requireNotBefore(time, shown);
        return found(shown, partition -> {
            Long published = reader.publishedAt(partition, time.time().toEpochMilli());
            return published == null
                    ? null
                    : reader.first(partition, published, kept.end(partition), time::isReachedBy);
        });
    }

    /** @throws ReaderException if the position is outside of what is kept */
    TopicOffsets at(StartPoint.AtPosition position) {
        requireNotBefore(position, position.shown());
        return found(position.shown(), partition -> {
            long begin = kept.begin(partition);
            long end = kept.end(partition);
            TopicPlace stream = half(partition, begin, end, stamp -> !stamp.isSnapshot());
            long streamBegin = stream == null ? end : stream.offset();
            TopicPlace ofSnapshot = reader.first(partition, begin, streamBegin, position::isReachedBy);
            return ofSnapshot != null ? ofSnapshot : half(partition, streamBegin, end, position::isReachedBy);
        });
    }

    /** The first record of which something is true that is true of all after it. */
    private @Nullable TopicPlace half(TopicPartition partition, long begin, long end, Predicate<Stamp> reached) {
        TopicPlace found = null;
        long from = begin;
        long to = end;
        while (from < to) {
            long middle = from + (to - from) / 2;
            TopicPlace looked = reader.first(partition, middle, to, any -> true);
            if (looked != null && !reached.test(looked.stamp())) {
                from = looked.offset() + 1;
            } else {
                found = looked == null ? found : looked;
                to = middle;
            }
        }
        return found;
    }

    private interface Finder {
        @Nullable
        TopicPlace in(TopicPartition partition);
    }

    private TopicOffsets found(String shown, Finder finder) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        boolean any = false;
        for (TopicPartition partition : reader.partitions()) {
            TopicPlace place = finder.in(partition);
            any |= place != null;
            offsets.put(partition, place == null ? kept.end(partition) : place.offset());
        }
        if (!any) {
            throw new ReaderException(
                    "%s is after all that is kept. Kept is %s. To begin with whatever comes next: latest"
                            .formatted(shown, kept));
        }
        return new TopicOffsets(offsets, false);
    }

    private void requireNotBefore(RecordSearch.Goal goal, String shown) {
        TopicPlace first = kept.first();
        if (first == null) {
            throw new ReaderException(
                    "%s is not within what is kept: no record is there yet. To begin with the first that comes: earliest"
                            .formatted(shown));
        }
        if (goal.isBefore(first.stamp())) {
            throw new ReaderException(
                    "%s is before all that is kept. Kept is %s. To begin with the oldest record of it: earliest"
                            .formatted(shown, kept));
        }
    }
}
