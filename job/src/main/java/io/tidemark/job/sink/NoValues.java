package io.tidemark.job.sink;

import io.tidemark.job.guard.ValueStore;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/** Of a sink without a place for single values: what is too large for a dead letter is named in it, and not kept. */
public final class NoValues implements ValueStore {

    private static final long serialVersionUID = 1L;

    @Override
    public String keep(byte[] bytes, int offset, int length, String sha256) {
        return "";
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // it has no state
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // it has no state
    }
}
