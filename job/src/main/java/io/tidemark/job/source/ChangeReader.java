package io.tidemark.job.source;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitSerializer;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderContext;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderWithCommit;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceSplitReader;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;

/**
 * The frame's reader, which tells the coordinator of each chunk that it has read, and asks for another: this one does when it
 * has few left. What it has read and not told yet is in its checkpoints.
 */
@SuppressWarnings({"unchecked", "rawtypes", "try"}) // the frame's committing reader has no type parameters
final class ChangeReader extends IncrementalSourceReaderWithCommit {

    /** With so many chunks or fewer before it, it asks for more; they come while it reads these. */
    private static final int FEW = ChangeEnumerator.CHUNKS_AHEAD - 1;

    private final QuietContext coordinator;

    private ChangeReader(
            FutureCompletingBlockingQueue queue,
            Supplier<IncrementalSourceSplitReader<JdbcSourceConfig>> splitReaders,
            ChangeEmitter emitter,
            QuietContext coordinator,
            IncrementalSourceReaderContext context,
            JdbcSourceConfig config,
            SourceSplitSerializer serializer,
            ExactDialect dialect) {
        super(queue, splitReaders, emitter, coordinator.getConfiguration(), context, config, serializer, dialect);
        this.coordinator = coordinator;
    }

    /** Makes what reads chunks and the stream, with the context that it shares with the reader. */
    interface SplitReaders {

        IncrementalSourceSplitReader<JdbcSourceConfig> make(IncrementalSourceReaderContext context);
    }

    static ChangeReader of(
            SourceReaderContext context,
            SplitReaders splitReaders,
            JdbcSourceConfig config,
            SourceSplitSerializer serializer,
            ExactDialect dialect) {
        QuietContext coordinator = new QuietContext(context);
        IncrementalSourceReaderContext shared = new IncrementalSourceReaderContext(coordinator);
        return new ChangeReader(
                new FutureCompletingBlockingQueue<>(),
                () -> splitReaders.make(shared),
                new ChangeEmitter(new SourceMetrics(context.metricGroup())),
                coordinator,
                shared,
                config,
                serializer,
                dialect);
    }

    @Override
    public void addSplits(List splits) {
        coordinator.answered();
        super.addSplits(splits);
    }

    /** Whatever is not reported here is when the last chunk at hand is read. */
    @Override
    protected void onSplitFinished(Map finished) {
        int left = getNumberOfCurrentlyAssignedSplits();
        coordinator.setReporting(left == 0 || (left <= FEW && !coordinator.asked()));
        super.onSplitFinished(finished);
        coordinator.setReporting(true);
    }
}
