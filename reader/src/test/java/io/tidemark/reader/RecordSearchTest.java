package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static io.tidemark.reader.SinkDirectory.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSearchTest {

    /** Far enough that files are passed over. */
    private static final long HOUR = 3_600_000;

    private final SinkDirectory sink;

    RecordSearchTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
    }

    @ParameterizedTest(name = "{0} ms: record {1}")
    @CsvSource({
        "0, 1", // before all that is kept
        "3600000, 1",
        "3600001, 2",
        "7200000, 3", // equal counts
        "7199999, 3",
        "7200001, 4", // the first in order, although a later one is nearer
        "7200020, 4",
        "7200021, 7",
        "10800000, 8",
        "36000000, 12",
        "36000001, none",
    })
    void findsTheFirstRecordInOrderThatIsNotBefore(long millis, String expected) throws IOException {
        List<Place> places = new ArrayList<>();
        places.addAll(finish(1, change(1, HOUR), change(2, HOUR + 5)));
        places.addAll(finish(2, change(3, 2 * HOUR), change(4, 2 * HOUR + 20), change(5, 2 * HOUR + 10)));
        places.addAll(finish(3, change(6, 2 * HOUR + 15), change(7, 2 * HOUR + 30)));
        places.addAll(finish(4, change(8, 3 * HOUR)));
        places.addAll(finish(5, change(9, 4 * HOUR), change(10, 5 * HOUR), change(11, 6 * HOUR)));
        places.addAll(finish(9, change(12, 10 * HOUR)));

        Place found = search(millis).find();

        assertThat(found).isEqualTo(expected.equals("none") ? null : places.get(Integer.parseInt(expected) - 1));
    }

    @Test
    void looksAtEveryRowOfASnapshotBecauseChunksOverlapInTime() throws IOException {
        finish(1, snapshot(1, HOUR), snapshot(2, HOUR));
        List<Place> places = finish(2, snapshot(3, HOUR), snapshot(4, 5 * HOUR), snapshot(5, HOUR), change(6, HOUR));
        finish(3, change(7, 5 * HOUR));

        assertThat(search(3 * HOUR).find()).isEqualTo(places.get(1));
    }

    @Test
    void looksInsideAFileWhoseEndsAreLittleBeforeTheTime() throws IOException {
        List<Place> places = finish(1, change(1, HOUR), change(2, HOUR + 2), change(3, HOUR));

        assertThat(search(HOUR + 1).find()).isEqualTo(places.get(1));
    }

    @Test
    void passesOverEmptyFiles() throws IOException {
        finish(1, change(1, HOUR));
        sink.finishRaw(bucket(2), 0, "");
        List<Place> places = finish(3, change(2, 2 * HOUR));

        assertThat(search(2 * HOUR).find()).isEqualTo(places.get(0));
    }

    @Test
    void namesTheLineThatIsNoRecordButNotItsContent() throws IOException {
        Part part = sink.finish(bucket(1), 0, change(1, HOUR), "{\"secret\":42}", change(2, HOUR));
        RecordSearch search = search(HOUR + 1);

        assertThatThrownBy(search::find)
                .isInstanceOf(ReaderException.class)
                .hasMessage("%s is damaged: the line at byte %d (13 bytes) is not a record"
                        .formatted(part, change(1, HOUR).length() + 1));
    }

    /** Where each of the lines begins. */
    private List<Place> finish(long checkpoint, String... lines) throws IOException {
        Part part = sink.finish(bucket(checkpoint), 0, lines);
        List<Place> places = new ArrayList<>();
        long offset = 0;
        for (String line : lines) {
            places.add(new Place(part, offset));
            offset += line.length() + 1;
        }
        return places;
    }

    private RecordSearch search(long millis) {
        return new RecordSearch(sink.files(), new StartPoint.AtTime(Instant.ofEpochMilli(millis)));
    }
}
