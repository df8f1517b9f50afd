package io.tidemark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkRowsTest {

    @ParameterizedTest(name = "of which {0} bytes stay in memory")
    @ValueSource(longs = {0, 1, 30, 31, 100, 1_000_000})
    void givesTheRowsInTheirOrderWhereverTheyWait(long memoryBytes) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> drained = new ArrayList<>();
        try (ChunkRows rows = new ChunkRows(2, memoryBytes)) {
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
        try (ChunkRows rows = new ChunkRows(2, memoryBytes)) {
            rows.drainTo(row -> drained.add(LogReader.row(row)));
            assertThat(rows.count()).isZero();
        }

        assertThat(drained).isEmpty();
    }
}
