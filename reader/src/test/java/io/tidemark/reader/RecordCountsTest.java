package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCountsTest {

    private final SinkDirectory sink;

    RecordCountsTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void countsBehindEachOfManyPlaces() throws IOException {
        List<Place> lines = new ArrayList<>(); // each of three bytes
        for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
            for (int number = 9; number <= 10; number++) {
                Part part = sink.finishRaw(bucket(checkpoint), number, "aa\nbb\ncc\n");
                for (int line = 0; line < 3; line++) {
                    lines.add(new Place(part, 3L * line));
                }
            }
        }
        sink.finishRaw(bucket(4), 0, "");
        Map<Place, Long> expected = new HashMap<>();
        lines.forEach(place -> expected.put(place, (long) lines.size() - expected.size()));
        Place end = new Place(lines.get(lines.size() - 1).part(), 9);
        expected.put(end, 0L);

        assertThat(new RecordCounts(sink.files()).behind(expected.keySet())).isEqualTo(expected);
    }

    @Test
    void leavesOutAPlaceWhoseFileIsNotThere() throws IOException {
        Place kept = new Place(sink.finishRaw(bucket(2), 0, "a\n"), 0);
        Place gone = new Place(SinkDirectory.part(bucket(3), 0), 0);

        assertThat(new RecordCounts(sink.files()).behind(List.of(kept, gone))).isEqualTo(Map.of(kept, 1L));
    }

    @Test
    void doesNotCountFromTheMiddleOfWhatIsWanted() {
        Place gone = new Place(SinkDirectory.part(bucket(1), 0), 0);
        RecordCounts counts = new RecordCounts(sink.files());

        assertThatThrownBy(() -> counts.behind(List.of(gone)))
                .isInstanceOf(RemovedException.class)
                .hasMessage("the file %s is not there any more", gone.part());
    }

    @Test
    void countsLinesThatAreLongerThanItReadsAtOnce() throws IOException {
        Part part = sink.finishRaw(bucket(1), 0, ("x".repeat(300_000) + "\n").repeat(7));

        assertThat(new RecordCounts(sink.files()).behind(List.of(new Place(part, 300_001))))
                .containsValue(6L);
    }
}
