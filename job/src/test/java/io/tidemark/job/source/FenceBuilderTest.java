package io.tidemark.job.source;

import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.record.Position;
import io.tidemark.record.Row;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.junit.jupiter.api.Test;

class FenceBuilderTest {

    private final List<String> asked = new ArrayList<>();
    private final FenceBuilder builder = new FenceBuilder(new ReadingRules(), connection());

    /** By the text of their ids, 10 and 11 come before 2, which is how they arrive. */
    @Test
    void chunksAreInTheOrderOfTheirNumbersHoweverTheyArrive() {
        List<FinishedSnapshotSplitInfo> chunks = new ArrayList<>();
        for (SnapshotSplit chunk : SomeChunks.chunks(12)) {
            // transaction 700 + n was seen by chunk n and by no other
            int number = SnapshotSplit.extractChunkId(chunk.splitId());
            chunks.add(finished(chunk, snapshotOf(700 + number), 0x100 + number));
        }
        chunks.sort((one, other) -> one.getSplitId().compareTo(other.getSplitId()));

        Fences fences = builder.build(chunks, LogReader.BEGINNING);

        for (int number = 0; number < 12; number++) {
            for (int key = 0; key < 120; key += 5) {
                assertThat(fences.hides(ITEMS, row(key), 700 + number, 1))
                        .as("key %d in transaction of chunk %d", key, number)
                        .isEqualTo(key / 10 == number);
            }
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void fencesEndWithTheLastOfAllChunks() {
        List<SnapshotSplit> chunks = SomeChunks.chunks(3);
        Fences fences = builder.build(
                List.of(
                        finished(chunks.get(0), "700:700:", 0x100),
                        finished(chunks.get(1), "700:700:", 0xF000_0000_0000_0000L),
                        finished(chunks.get(2), "700:700:", 0x200)),
                LogReader.BEGINNING);

        fences.begin(0xEFFF_FFFF_FFFF_FFFFL);
        assertThat(fences.active()).isTrue();

        fences.begin(0xF000_0000_0000_0000L);
        assertThat(fences.active()).isFalse();
    }

    @Test
    void tablesAreApartAndThoseThatWereTruncatedHaveNoFence() {
        SnapshotSplit items = SomeChunks.chunks(1).get(0);
        SnapshotSplit notes = SomeChunks.chunk(NOTES.oid(), 0, new ChunkRange("id", null, null));
        StreamPoint point = new StreamPoint(LogReader.SERVER, 0x70, Position.START, Set.of(NOTES.oid()));

        Fences fences =
                builder.build(List.of(finished(items, "700:700:", 0x100), finished(notes, "700:700:", 0x100)), point);

        assertThat(fences.hides(ITEMS, row(1), 699, 1)).isTrue();
        assertThat(fences.hides(NOTES, row(1), 699, 1)).isFalse();
        assertThat(fences.unfenced()).containsExactly(NOTES.oid());
    }

    @Test
    void withoutAChunkThereIsNoFence() {
        assertThat(builder.build(List.of(), LogReader.BEGINNING).active()).isFalse();
    }

    private static String snapshotOf(int xid) {
        StringBuilder running = new StringBuilder();
        for (int id = 700; id < xid; id++) {
            running.append(running.isEmpty() ? "" : ",").append(id);
        }
        return (xid == 700 ? 701 : 700) + ":" + (xid + 1) + ":" + running;
    }

    private static FinishedSnapshotSplitInfo finished(SnapshotSplit chunk, String snapshot, long endLsn) {
        return new FinishedSnapshotSplitInfo(
                chunk.getTableId(),
                chunk.splitId(),
                chunk.getSplitStart(),
                chunk.getSplitEnd(),
                new ChunkMark(LogReader.SERVER, 0x50, snapshot, endLsn).toOffset(),
                new PostgresOffsetFactory());
    }

    private static Row row(int key) {
        return Row.of(String.valueOf(key), "a", "b");
    }

    /** Keys are integers here, so nobody is to ask the server. */
    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
