package io.tidemark.job.source;

import io.tidemark.record.Change;
import java.util.List;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;

/** Changes of the stream in order; without any, a sign that the log was read further. */
final class LogBatch extends ChangeBatch {

    private final List<Change> changes;
    private final long payload;
    private final StreamPoint point;
    private final boolean caughtUp;
    private Runnable emitted = () -> {};

    /**
     * @param payload the bytes of the changes' values
     * @param point where a checkpoint stands that holds these changes
     * @param caughtUp whether nothing more had arrived when the batch was closed
     */
    LogBatch(List<Change> changes, long payload, StreamPoint point, boolean caughtUp) {
        this.changes = changes;
        this.payload = payload;
        this.point = point;
        this.caughtUp = caughtUp;
    }

    long payload() {
        return payload;
    }

    LogBatch whenEmitted(Runnable action) {
        emitted = action;
        return this;
    }

    @Override
    void emit(SourceOutput<Change> output, SourceSplitState state, SourceMetrics metrics) {
        for (Change change : changes) {
            output.collect(change);
        }
        long commitMicros = changes.isEmpty()
                ? 0
                : changes.get(changes.size() - 1).transaction().commitMicros();
        metrics.stream(changes.size(), point.startLsn(), commitMicros, caughtUp);
        state.asStreamSplitState().setStartingOffset(point.toOffset());
        emitted.run();
    }
}
