package io.tidemark.job.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.SourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
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
     * How many chunks a reader has before it, the one that it reads included. To ask for one takes longer than to read a small
     * table.
     */
    private static final int CHUNKS_AHEAD = 3;

    private final Runnable preparation;
    private final Map<Integer, Integer> requests = new HashMap<>();
    private boolean prepared;

    /** @param preparation done before anything else; the job fails if it does */
    ChangeEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context,
            SourceConfig config,
            SplitAssigner assigner,
            Runnable preparation) {
        super(context, config, assigner, Boundedness.CONTINUOUS_UNBOUNDED);
        this.preparation = preparation;
    }

    @Override
    public void start() {
        preparation.run();
        prepared = true;
        super.start();
    }

    /** One chunk at first, so that all readers have one; then another one each time, until there are enough ahead. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String host) {
        super.handleSplitRequest(subtaskId, host);
        int request = requests.merge(subtaskId, 1, Integer::sum);
        if (request > 1 && request <= CHUNKS_AHEAD) {
            super.handleSplitRequest(subtaskId, host);
        }
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
