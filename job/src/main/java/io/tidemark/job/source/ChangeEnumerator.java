package io.tidemark.job.source;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.SourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.enumerator.IncrementalSourceEnumerator;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;

/**
 * Prepares or checks the source in the coordinator's own thread. Flink makes enumerators in the JobMaster's thread, which must
 * not wait for a server; and where one is restored, an exception there does not end the job, but leaves it without an enumerator.
 */
final class ChangeEnumerator extends IncrementalSourceEnumerator {

    private final Runnable preparation;
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

    /** No checkpoint is made of a source whose preparation failed: it would look like one that is read to its end. */
    @Override
    public PendingSplitsState snapshotState(long checkpointId) {
        if (!prepared) {
            throw new IllegalStateException("the source was not prepared");
        }
        return super.snapshotState(checkpointId);
    }
}
