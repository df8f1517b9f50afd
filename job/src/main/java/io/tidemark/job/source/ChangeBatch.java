package io.tidemark.job.source;

import io.tidemark.record.Change;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Changes on their way from a fetch task to the emitter, disguised as the frame's record. The frame emits one record within
 * one call, and no checkpoint comes between: what a batch holds and the state it sets are in a checkpoint together or not at
 * all.
 */
abstract class ChangeBatch extends SourceRecord {

    ChangeBatch() {
        super(Map.of(), Map.of(), "", null, null, null, null, null);
    }

    /** Emits the changes and moves the split's state behind them. */
    abstract void emit(SourceOutput<Change> output, SourceSplitState state, SourceMetrics metrics) throws IOException;
}
