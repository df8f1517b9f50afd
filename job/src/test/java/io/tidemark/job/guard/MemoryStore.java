package io.tidemark.job.guard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/** Keeps values where a test can look at them. */
final class MemoryStore implements ValueStore {

    private static final long serialVersionUID = 1L;

    /** By path: shared, because an operator works with a copy of what it was given. */
    static final Map<String, byte[]> VALUES = new LinkedHashMap<>();

    @Override
    public String keep(byte[] bytes, int offset, int length, String sha256) {
        VALUES.put("values/" + sha256, Arrays.copyOfRange(bytes, offset, offset + length));
        return "values/" + sha256;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        VALUES.clear();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // it has no state
    }
}
