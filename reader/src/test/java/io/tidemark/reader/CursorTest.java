package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorTest {

    private final Path directory;
    private final SinkDirectory sink;

    CursorTest(@TempDir Path directory) {
        this.directory = directory;
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void handsOutFilesByGenerationCheckpointAndNumber() throws IOException {
        List<Part> inOrder = new ArrayList<>();
        for (Bucket bucket : List.of(new Bucket(1, 9), new Bucket(1, 10), new Bucket(9999, 1), new Bucket(10000, 0))) {
            for (int number : new int[] {0, 1, 2, 10, 11}) {
                inOrder.add(sink.finish(bucket, number, "x"));
            }
        }

        assertThat(rest(Cursor.atEarliest(sink.files()))).isEqualTo(inOrder);
    }

    @Test
    void ignoresUnfinishedAndForeignNames() throws IOException {
        Part first = sink.finish(bucket(1), 0, "x");
        Path folder = sink.folder(bucket(1));
        for (String name : List.of(".part-a-1.json", "_part-a-1.json", ".part-a-2.json.inprogress", "notes.txt")) {
            Files.writeString(folder.resolve(name), "x\n");
        }
        Files.createDirectories(folder.resolveSibling("_temporary"));
        Files.createDirectories(folder.resolveSibling(bucket(2).name())); // opened by the writer, nothing finished
        Files.writeString(folder.resolveSibling(bucket(3).name()), "a file where a folder belongs");

        assertThat(rest(Cursor.atEarliest(sink.files()))).containsExactly(first);
    }

    @Test
    void findsNothingWhereNothingIsYet() throws IOException {
        assertThat(Cursor.atEarliest(sink.files()).next()).isNull();
    }

    @Test
    void goesOnAfterAPlaceThatWasReached() throws IOException {
        sink.finish(bucket(1), 0, "x");
        Part reached = sink.finish(bucket(1), 1, "x");
        Part second = sink.finish(bucket(1), 2, "x");
        Part third = sink.finish(bucket(5), 0, "x");

        assertThat(rest(Cursor.after(sink.files(), reached))).containsExactly(second, third);
    }

    @Test
    void seesWhatIsAddedAfterItsEnd() throws IOException {
        Cursor cursor = Cursor.atEarliest(sink.files());
        Part first = sink.finish(bucket(1), 0, "x");

        assertThat(rest(cursor)).containsExactly(first);

        Part second = sink.finish(bucket(1), 1, "x");
        Part third = sink.finish(bucket(2), 0, "x");

        assertThat(rest(cursor)).containsExactly(second, third);
    }

    @Test
    void beginsWithTheOldestBucketThatIsKept() throws IOException {
        sink.finish(bucket(1), 0, "x");
        Part kept = sink.finish(bucket(2), 0, "x");
        sink.keepFrom(bucket(2)); // and the deletion of the first has not come yet

        assertThat(rest(Cursor.atEarliest(sink.files()))).containsExactly(kept);
    }

    @Test
    void goesOnWhenTheRetentionKeepsTheBucketThatItIsIn() throws IOException {
        sink.finish(bucket(1), 0, "x");
        Part reached = sink.finish(bucket(2), 0, "x");
        Part next = sink.finish(bucket(4), 0, "x");
        sink.keepFrom(bucket(2));
        sink.delete(bucket(1));

        assertThat(rest(Cursor.after(sink.files(), reached))).containsExactly(next);
    }

    @Test
    void goesOnWhenItKnewThatTheRemovedBucketWasReadToItsEnd() throws IOException {
        Part first = sink.finish(bucket(1), 0, "x");
        Part second = sink.finish(bucket(2), 0, "x");
        Cursor cursor = Cursor.atEarliest(sink.files());

        assertThat(cursor.next()).isEqualTo(first);
        assertThat(cursor.next()).isEqualTo(second);

        Part third = sink.finish(bucket(2), 1, "x");
        Part fourth = sink.finish(bucket(3), 0, "x");
        assertThat(cursor.next()).isEqualTo(third);
        assertThat(cursor.next()).isEqualTo(fourth);

        sink.keepFrom(bucket(3));
        sink.delete(bucket(1));
        sink.delete(bucket(2));
        assertThat(cursor.next()).isNull();
    }

    @Test
    void saysSoWhenABucketIsRemovedThatMayHaveHeldMore() throws IOException {
        Part first = sink.finish(bucket(1), 0, "x");
        Cursor cursor = Cursor.after(sink.files(), first);
        sink.finish(bucket(2), 0, "x");
        sink.keepFrom(bucket(2));

        assertThatThrownBy(cursor::next)
                .isInstanceOf(RemovedException.class)
                .hasMessage("the retention removed the buckets before 0001-0000000000000000002, and with them"
                        + " 0001-0000000000000000001, which was not known to be read to its end");
    }

    @Test
    void refusesABucketOfTwoWriters() throws IOException {
        Part one = sink.finish(bucket(1), 0, "x");
        Path folder = sink.folder(bucket(1));
        Files.writeString(folder.resolve("part-another-1.json"), "x\n");
        Cursor cursor = Cursor.atEarliest(sink.files());

        assertThatThrownBy(cursor::next)
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "'%s' holds '%s' and 'part-another-1.json', whose order is not known: a bucket is written by"
                                        .formatted(folder, one.name())
                                + " one writer, under one number each. Move the file away that is not the job's");
    }

    @Test
    void refusesAKeptFromThatNamesNoBucket() throws IOException {
        sink.finish(bucket(1), 0, "x");
        Files.writeString(directory.resolve("kept-from"), "tomorrow\n");
        Cursor cursor = Cursor.atEarliest(sink.files());

        assertThatThrownBy(cursor::next)
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "'%s' should hold the name of the oldest bucket that is kept, like '%s', but holds 8 characters that are not one"
                                .formatted(
                                        directory.resolve("kept-from"),
                                        part(new Bucket(1, 12), 0).bucket()));
    }

    private static List<Part> rest(Cursor cursor) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Part part = cursor.next(); part != null; part = cursor.next()) {
            parts.add(part);
        }
        return parts;
    }
}
