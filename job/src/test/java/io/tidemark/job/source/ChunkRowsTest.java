package io.tidemark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkRowsTest {

    @ParameterizedTest(name = "of which {0} bytes stay in memory")
    @ValueSource(longs = {0, 1, 30, 31, 100, 1_000_000})
    void givesTheRowsInTheirOrderWhereverTheyWait(long memoryBytes) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> drained = new ArrayList<>();
        try (ChunkRows rows = new ChunkRows(2, memoryBytes, new ChunkMemory())) {
            for (int i = 0; i < 50; i++) {
                rows.add("%d\t%s\\n\n".formatted(i, "x".repeat(i)).getBytes(UTF_8));
                expected.add("[%d,%s\n]".formatted(i, "x".repeat(i)));
            }
            assertThat(rows.count()).isEqualTo(50);

            rows.drainTo(row -> drained.add(LogReader.row(row)));
        }

        assertThat(drained).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100})
    void mayBeEmpty(long memoryBytes) throws IOException {
        List<String> drained = new ArrayList<>();
        try (ChunkRows rows = new ChunkRows(2, memoryBytes, new ChunkMemory())) {
            rows.drainTo(row -> drained.add(LogReader.row(row)));
            assertThat(rows.count()).isZero();
        }

        assertThat(drained).isEmpty();
    }

    /** Small ones share pieces, and those that do not fit any have their own array; the second chunk lies where the first one lay. */
    @Test
    void givesTheRowsInTheirOrderWhateverTheirSize() throws IOException {
        ChunkMemory memory = new ChunkMemory();
        for (int chunk = 0; chunk < 2; chunk++) {
            List<String> expected = new ArrayList<>();
            List<String> drained = new ArrayList<>();
            try (ChunkRows rows = new ChunkRows(2, ChunkRows.MEMORY_BYTES, memory)) {
                for (int size : List.of(1, 200_000, 300_000, 2, 250_000, 260_000, 240_000, 3_000_000, 0)) {
                    rows.add("%d\t%s\\n\n".formatted(chunk, "x".repeat(size)).getBytes(UTF_8));
                    expected.add("[%d,%s\n]".formatted(chunk, "x".repeat(size)));
                }

                rows.drainTo(row -> drained.add(LogReader.row(row)));
            }

            assertThat(drained).isEqualTo(expected);
        }
    }

    @Test
    void aPieceIsGivenBackOnceItsRowsAreDrainedOrNotWanted() throws IOException {
        ChunkMemory memory = new ChunkMemory();
        byte[] piece = memory.take();
        memory.giveBack(piece);
        ChunkRows drained = new ChunkRows(1, ChunkRows.MEMORY_BYTES, memory);
        drained.add("1\n".getBytes(UTF_8));

        drained.drainTo(row -> assertThat(row.bytes()).isSameAs(piece));
        assertThat(memory.take()).isSameAs(piece);
        memory.giveBack(piece);
        drained.close();
        assertThat(memory.take()).isSameAs(piece);
        assertThat(memory.take()).as("not given back twice").isNotSameAs(piece);
        memory.giveBack(piece);

        ChunkRows closed = new ChunkRows(1, ChunkRows.MEMORY_BYTES, memory);
        closed.add("1\n".getBytes(UTF_8));
        closed.close();
        assertThat(memory.take()).isSameAs(piece);
    }
}
