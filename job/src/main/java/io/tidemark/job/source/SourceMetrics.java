package io.tidemark.job.source;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the source tells of its progress, per subtask, under {@code tidemark}. */
final class SourceMetrics {

    private final Counter snapshotRows;
    private final Counter chunksDone;
    private final Counter streamChanges;
    private volatile long position;
    private volatile long commitMillis;
    private volatile boolean caughtUp = true;

    SourceMetrics(MetricGroup parent) {
        MetricGroup group = parent.addGroup("tidemark");
        snapshotRows = group.counter("snapshotRows");
        chunksDone = group.counter("chunksDone");
        streamChanges = group.counter("streamChanges");
        group.gauge("position", () -> position);
        group.gauge("behindMillis", this::behindMillis);
    }

    void chunk(int rows) {
        snapshotRows.inc(rows);
        chunksDone.inc();
    }

    /** @param commitMicros when the last of the changes committed; 0 if there are none */
    void stream(int changes, long startLsn, long commitMicros, boolean isCaughtUp) {
        streamChanges.inc(changes);
        position = startLsn;
        caughtUp = isCaughtUp;
        if (commitMicros != 0) {
            commitMillis = commitMicros / 1000;
        }
    }

    /** How long ago the last change emitted had committed, by both clocks; 0 when nothing more is waiting. */
    private long behindMillis() {
        return caughtUp || commitMillis == 0 ? 0 : Math.max(0, System.currentTimeMillis() - commitMillis);
    }
}
