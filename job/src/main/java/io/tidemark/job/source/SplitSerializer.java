package io.tidemark.job.source;

import java.io.IOException;
import org.apache.flink.cdc.connectors.base.source.meta.offset.OffsetFactory;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitSerializer;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.jspecify.annotations.Nullable;

/**
 * Splits in the frame's form. As readers have them, chunks keep the bounds to themselves: these are values of rows, and Flink
 * and the frame log every split and name it in errors.
 */
final class SplitSerializer extends SourceSplitSerializer {

    private static final long serialVersionUID = 1L;

    @Override
    public OffsetFactory getOffsetFactory() {
        return new PostgresOffsetFactory();
    }

    @Override
    public byte[] serialize(SourceSplitBase split) throws IOException {
        if (!split.isSnapshotSplit()) {
            return super.serialize(split);
        }
        SnapshotSplit chunk = split.asSnapshotSplit();
        ChunkRange range = ChunkRange.of(chunk);
        return super.serialize(with(chunk, range.start(), range.end()));
    }

    @Override
    public SourceSplitBase deserialize(int version, byte[] serialized) throws IOException {
        SourceSplitBase split = super.deserialize(version, serialized);
        if (!split.isSnapshotSplit()) {
            return split;
        }
        SnapshotSplit chunk = split.asSnapshotSplit();
        ChunkRange range = ChunkRange.of(chunk);
        return with(chunk, range.silentStart(), range.silentEnd());
    }

    private static SnapshotSplit with(SnapshotSplit chunk, @Nullable Object[] start, @Nullable Object[] end) {
        return new SnapshotSplit(
                chunk.getTableId(),
                chunk.splitId(),
                chunk.getSplitKeyType(),
                start,
                end,
                chunk.getHighWatermark(),
                chunk.getTableSchemas());
    }
}
