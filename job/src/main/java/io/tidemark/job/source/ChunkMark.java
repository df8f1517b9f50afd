package io.tidemark.job.source;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;

/**
 * What the stream must know of a chunk that was read: it travels as the chunk's high watermark, a map of strings that the
 * frame keeps in its checkpoints.
 *
 * @param slotLsn where the slot stood, which is where the stream starts. Not an LSN read beside the chunk: a transaction may
 *     commit below that and still be invisible to the chunk's snapshot
 * @param snapshot the text of {@code pg_current_snapshot()} in the transaction that read the chunk
 * @param endLsn {@code pg_current_wal_insert_lsn()} after that snapshot was taken: the commit record of every transaction
 *     that it sees lies before
 */
record ChunkMark(ServerIdentity server, long slotLsn, String snapshot, long endLsn) {

    private static final String SNAPSHOT = "snapshot";
    private static final String END = "end";

    Offset toOffset() {
        Map<String, String> map = new HashMap<>(StreamPoint.base(server, slotLsn));
        map.put(SNAPSHOT, snapshot);
        map.put(END, Long.toUnsignedString(endLsn));
        return PostgresOffset.of(map);
    }

    static ChunkMark of(Offset offset) {
        Map<String, String> map = offset.getOffset();
        StreamPoint point = requireNonNull(StreamPoint.of(offset), "a chunk's mark names its server");
        return new ChunkMark(
                point.server(),
                point.startLsn(),
                requireNonNull(map.get(SNAPSHOT), SNAPSHOT),
                Long.parseUnsignedLong(requireNonNull(map.get(END), END)));
    }
}
