package io.tidemark.job.sink.kafka;

import io.tidemark.task.Sink.Kafka.Timestamps;
import java.time.Duration;

/**
 * The time of a record: when it is published, so that the retention begins then; but never before the change committed, so that
 * who seeks a time misses nothing that committed later, though the source's clock be ahead.
 */
final class RecordTime {

    /** Brokers refuse times that are far ahead of their own: an hour, as they come. */
    private static final long FURTHEST_AHEAD_MILLIS = Duration.ofMinutes(30).toMillis();

    private RecordTime() {}

    static long of(long commitMillis, Timestamps unit) {
        long now = System.currentTimeMillis();
        long millis = Math.max(now, Math.min(commitMillis, now + FURTHEST_AHEAD_MILLIS));
        return unit == Timestamps.SECONDS ? millis / 1000 : millis;
    }
}
