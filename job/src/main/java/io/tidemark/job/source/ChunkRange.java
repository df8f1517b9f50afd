package io.tidemark.job.source;

import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk: those whose key is at or after {@code from} and before {@code to}, in the server's order. In the
 * frame's splits it stands as the two bounds, each an array of the key column's name and the bound.
 *
 * @param keyColumn {@code null} for a table without a key, which is one chunk
 * @param from as text of the key column's type; {@code null} for the first chunk
 * @param to likewise; {@code null} for the last chunk
 */
record ChunkRange(
        @Nullable String keyColumn,
        @Nullable String from,
        @Nullable String to) {

    static ChunkRange of(SnapshotSplit split) {
        return of(split.getSplitStart(), split.getSplitEnd());
    }

    static ChunkRange of(FinishedSnapshotSplitInfo chunk) {
        return of(chunk.getSplitStart(), chunk.getSplitEnd());
    }

    private static ChunkRange of(Object @Nullable [] start, Object @Nullable [] end) {
        if (start == null || end == null) {
            throw new IllegalStateException("a chunk in the checkpoint has no bounds");
        }
        return new ChunkRange((String) start[0], (String) start[1], (String) end[1]);
    }

    @Nullable
    Object[] start() {
        return new @Nullable Object[] {keyColumn, from};
    }

    @Nullable
    Object[] end() {
        return new @Nullable Object[] {keyColumn, to};
    }
}
