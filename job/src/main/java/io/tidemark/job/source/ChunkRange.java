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
        return new ChunkRange((String) start[0], text(start[1]), text(end[1]));
    }

    private static @Nullable String text(@Nullable Object bound) {
        return bound instanceof Silent silent ? silent.text() : (String) bound;
    }

    /** A bound that does not say what it is. */
    private record Silent(String text) {

        @Override
        public String toString() {
            return "(a key)";
        }
    }

    private static @Nullable Silent silent(@Nullable String bound) {
        return bound == null ? null : new Silent(bound);
    }

    @Nullable
    Object[] start() {
        return new @Nullable Object[] {keyColumn, from};
    }

    @Nullable
    Object[] end() {
        return new @Nullable Object[] {keyColumn, to};
    }

    /** As {@link #start()}, for splits that are logged. */
    @Nullable
    Object[] silentStart() {
        return new @Nullable Object[] {keyColumn, silent(from)};
    }

    /** As {@link #end()}, for splits that are logged. */
    @Nullable
    Object[] silentEnd() {
        return new @Nullable Object[] {keyColumn, silent(to)};
    }
}
