package io.tidemark.job.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.cdc.connectors.base.config.SourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.enumerator.IncrementalSourceEnumerator;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.jspecify.annotations.Nullable;

/**
 * Prepares or checks the source in the coordinator's own thread. Flink makes enumerators in the JobMaster's thread, which must
 * not wait for a server; and where one is restored, an exception there does not end the job, but leaves it without an enumerator.
 */
final class ChangeEnumerator extends IncrementalSourceEnumerator {

    /**
     * How many chunks a reader has before it, the one that it reads included; more where they are small. To ask for one takes
     * longer than to read a small table.
     */
    static final int CHUNKS_AHEAD = 3;

    private final ChunkAssigner chunks;
    private final Runnable preparation;
    private final Map<Integer, Integer> requests = new HashMap<>();
    private boolean prepared;

    /** @param preparation done before anything else; the job fails if it does */
    ChangeEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context,
            SourceConfig config,
            ChunkAssigner chunks,
            Runnable preparation) {
        super(context, config, chunks, Boundedness.CONTINUOUS_UNBOUNDED);
        this.chunks = chunks;
        this.preparation = preparation;
    }

    @Override
    public void start() {
        preparation.run();
        prepared = true;
        super.start();
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String host) {
        requests.merge(subtaskId, 1, Integer::sum);
        super.handleSplitRequest(subtaskId, host);
    }

    /** Gives each waiting reader what it is to have next, in one message. */
    @Override
    protected void assignSplits() {
        readersAwaitingSplit.retainAll(context.registeredReaders().keySet()); // others have failed
        for (Integer reader : List.copyOf(readersAwaitingSplit)) {
            List<SourceSplitBase> next = chunks.next(chunksFor(reader));
            if (!next.isEmpty()) {
                context.assignSplits(new SplitsAssignment<>(Map.of(reader, next)));
                readersAwaitingSplit.remove(reader);
            }
        }
    }

    /** One at first, so that all readers have one; then another one each time, until there are enough ahead. */
    private int chunksFor(int reader) {
        int request = requests.getOrDefault(reader, 0);
        return request > 1 && request <= CHUNKS_AHEAD ? 2 : 1;
    }

    /** No checkpoint is made of a source whose preparation failed: it would look like one that is read to its end. */
    @Override
    public PendingSplitsState snapshotState(long checkpointId) {
        if (!prepared) {
            throw new IllegalStateException("the source was not prepared");
        }
        return super.snapshotState(checkpointId);
    }
}
