package io.tidemark.job.sink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retention of a day; buckets 1 to 9 of one generation, of which the ninth is open. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");
    private static final Instant EXPIRED = NOW.minus(Duration.ofDays(1));
    private static final Instant YOUNG = EXPIRED.plusMillis(1);
    private static final String OPEN = Buckets.name(1, 9);

    @TempDir
    private Path sink;

    private Path changes = Path.of("");
    private Path keptFrom = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        changes = Files.createDirectory(sink.resolve("changes"));
        keptFrom = sink.resolve("kept-from");
    }

    @Test
    void removesWhatIsTooOldButForTheNewestOfIt() throws IOException {
        bucket(1, EXPIRED);
        bucket(2, EXPIRED);
        bucket(3, EXPIRED);
        bucket(4, YOUNG);
        bucket(9, YOUNG);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 3), Buckets.name(1, 4), OPEN);
        assertThat(keptFrom).hasContent(Buckets.name(1, 3) + "\n");
        assertThat(SomeBuckets.in(sink)).as("nothing is left over").containsExactly("changes", "kept-from");
    }

    @Test
    void removesTheValuesThatNoKeptRecordPointsToWhateverTheirAge() throws IOException {
        bucket(1, EXPIRED);
        bucket(3, EXPIRED);
        bucket(5, YOUNG);
        value(1, YOUNG);
        value(2, YOUNG);
        value(3, EXPIRED);
        value(4, EXPIRED);
        value(9, EXPIRED);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 3), Buckets.name(1, 5));
        assertThat(SomeBuckets.in(sink.resolve("values")))
                .containsExactly(Buckets.name(1, 3), Buckets.name(1, 4), Buckets.name(1, 9));
    }

    @Test
    void removesTheValuesOfRecordsThatAnEarlierProcessRemoved() throws IOException {
        bucket(3, EXPIRED);
        bucket(5, YOUNG);
        value(1, EXPIRED);

        apply();

        assertThat(SomeBuckets.in(sink.resolve("values"))).isEmpty();
    }

    private void value(long checkpoint, Instant written) {
        SomeBuckets.make(sink.resolve("values"), Buckets.name(1, checkpoint), written, "aa", ".bb.unfinished");
    }

    @Test
    void leavesNoGapWhateverTheTimesOfFilesSay() throws IOException {
        bucket(1, EXPIRED);
        bucket(2, EXPIRED);
        bucket(3, YOUNG);
        bucket(4, EXPIRED);
        bucket(5, EXPIRED);

        apply();

        assertThat(SomeBuckets.in(changes))
                .containsExactly(Buckets.name(1, 2), Buckets.name(1, 3), Buckets.name(1, 4), Buckets.name(1, 5));
    }

    @Test
    void keepsTheOpenBucketAndWhatComesAfterIt() throws IOException {
        bucket(8, EXPIRED);
        bucket(9, EXPIRED);
        bucket(10, EXPIRED);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 8), OPEN, Buckets.name(1, 10));
        assertThat(keptFrom).doesNotExist();
    }

    @Test
    void oneBucketThatIsTooOldIsTheNewestOfThem() throws IOException {
        bucket(1, EXPIRED);
        bucket(2, YOUNG);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 1), Buckets.name(1, 2));
        assertThat(keptFrom).doesNotExist();
    }

    @Test
    void aBucketThatReadersSeeNothingInIsNotTheOneThatIsKept() throws IOException {
        bucket(1, EXPIRED);
        bucket(2, EXPIRED);
        SomeBuckets.make(changes, Buckets.name(1, 3), EXPIRED, ".part-a-3.json.inprogress.x");
        bucket(4, YOUNG);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 2), Buckets.name(1, 3), Buckets.name(1, 4));
        assertThat(keptFrom).hasContent(Buckets.name(1, 2) + "\n");
    }

    @Test
    void aBucketIsAsOldAsItsYoungestFileOrItsFolder() throws IOException {
        bucket(1, EXPIRED);
        SomeBuckets.make(changes, Buckets.name(1, 2), EXPIRED, "part-a-0.json");
        SomeBuckets.make(changes, Buckets.name(1, 2), YOUNG, "part-a-1.json");
        bucket(3, EXPIRED);

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 1), Buckets.name(1, 2), Buckets.name(1, 3));
    }

    @Test
    void earlierGenerationsGoFirst() throws IOException {
        SomeBuckets.make(changes, Buckets.name(1, 700), EXPIRED, "part-a-0.json");
        SomeBuckets.make(changes, Buckets.name(2, 3), EXPIRED, "part-b-0.json");

        retention().apply(Buckets.name(2, 9), NOW);

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(2, 3));
        assertThat(keptFrom).hasContent(Buckets.name(2, 3) + "\n");
    }

    @Test
    void whatIsKeptIsWrittenDownBeforeAnythingIsRemoved() throws IOException {
        bucket(1, EXPIRED);
        Files.createDirectories(
                changes.resolve(Buckets.name(1, 1)).resolve("stubborn").resolve("folder"));
        Files.setLastModifiedTime(changes.resolve(Buckets.name(1, 1)), java.nio.file.attribute.FileTime.from(EXPIRED));
        bucket(2, EXPIRED);
        bucket(3, EXPIRED);

        assertThatThrownBy(this::apply).isInstanceOf(DirectoryNotEmptyException.class);

        assertThat(keptFrom).hasContent(Buckets.name(1, 3) + "\n");
        assertThat(SomeBuckets.in(changes)).contains(Buckets.name(1, 2));
    }

    @Test
    void writesDownTheNextOneOverTheLast() throws IOException {
        Files.writeString(keptFrom, Buckets.name(1, 1) + "\n");
        bucket(2, EXPIRED);
        bucket(3, EXPIRED);

        apply();

        assertThat(keptFrom).hasContent(Buckets.name(1, 3) + "\n");
    }

    @Test
    void touchesNothingElse() throws IOException {
        bucket(1, EXPIRED);
        bucket(2, EXPIRED);
        SomeBuckets.make(changes, "mine", EXPIRED, "part-a-0.json");

        apply();

        assertThat(SomeBuckets.in(changes)).containsExactly(Buckets.name(1, 2), "mine");
    }

    @Test
    void doesNothingWhereNothingWasWrittenYet() throws IOException {
        Files.delete(changes);

        apply();

        assertThat(SomeBuckets.in(sink)).isEmpty();
    }

    private void bucket(long checkpoint, Instant written) {
        SomeBuckets.make(changes, Buckets.name(1, checkpoint), written, "part-a-" + checkpoint + ".json");
    }

    private void apply() throws IOException {
        retention().apply(OPEN, NOW);
    }

    private Retention retention() {
        return new Retention(new Buckets(changes), new Buckets(sink.resolve("values")), keptFrom, Duration.ofDays(1));
    }
}
