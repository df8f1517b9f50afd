package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupTest {

    private static final long TIME = 1_793_534_400_000L; // 2026-11-01T12:00:00Z

    private final Path directory;
    private final SinkDirectory sink;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    FileGroupTest(@TempDir Path directory) {
        this.directory = directory;
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void printsInOrderAndGoesOnWhereItStopped() throws IOException {
        sink.finish(bucket(9), 0, line(1), line(2));
        sink.finish(bucket(10), 0, line(3));

        assertThat(consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(printed()).isEqualTo(lines(1, 3));

        sink.finish(bucket(10), 1, line(4));
        sink.finish(bucket(11), 0, line(5));

        assertThat(consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(printed()).isEqualTo(lines(4, 5));

        assertThat(consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(printed()).isEmpty();
    }

    @Test
    void remembersTheLastRecordThatItPrinted() throws IOException {
        sink.finish(bucket(9), 0, line(1), line(2));
        Part last = sink.finish(bucket(10), 0, line(3), line(4));

        consume("a");

        assertThat(saved("a"))
                .isEqualTo(
                        "0001-0000000000000000010/%s, byte %d (after position 0/197A1C0#4, committed 2026-11-01T12:00:00.004Z)"
                                .formatted(last.name(), 2 * (line(3).length() + 1)));
    }

    @Test
    void groupsDoNotMoveEachOther() throws IOException {
        sink.finish(bucket(1), 0, line(1));

        consume("a");
        consume("b");

        assertThat(printed()).isEqualTo(lines(1, 1) + lines(1, 1));
    }

    @Test
    void saysWhenNothingIsThereYetAndBeginsWithWhatComesFirst() throws IOException {
        assertThat(consume("a")).isEqualTo(Outcome.NOTHING_YET);

        Files.createDirectories(sink.folder(bucket(1)));
        assertThat(consume("a")).isEqualTo(Outcome.NOTHING_YET);
        assertThat(saved("a")).isEqualTo("the oldest record that is kept");

        sink.finish(bucket(2), 0, line(1));
        consume("a");
        assertThat(printed()).isEqualTo(lines(1, 1));
    }

    @Test
    void movesToATimeWhetherTheGroupIsNewOrNot() throws IOException {
        sink.finish(bucket(1), 0, line(1), line(2), line(3));

        consumeFrom("a", "2026-11-01T12:00:00.002Z");
        assertThat(printed()).isEqualTo(lines(2, 3));

        consumeFrom("a", "2026-11-01T20:00:00.003+08:00");
        assertThat(printed()).isEqualTo(lines(3, 3));

        consumeFrom("a", "earliest");
        assertThat(printed()).isEqualTo(lines(1, 3));

        consumeFrom("b", "latest");
        sink.finish(bucket(2), 0, line(4));
        consume("b");
        assertThat(printed()).isEqualTo(lines(4, 4));
    }

    @Test
    void aMoveOutOfWhatIsKeptIsRefusedAndMovesNothing() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        consumeFrom("a", "earliest");
        printed();

        assertThatThrownBy(() -> consumeFrom("a", "2036-01-01T00:00:00Z"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith("2036-01-01T00:00:00Z is after all that is kept. Kept is ");

        sink.finish(bucket(2), 0, line(2));
        consume("a");
        assertThat(printed()).isEqualTo(lines(2, 2));
    }

    @Test
    void aMoveBeforeAnythingIsThereMakesTheGroupNew() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        consume("a");
        printed();
        sink.delete(bucket(1));

        consumeFrom("a", "latest");
        sink.finish(bucket(2), 0, line(2));
        consume("a");

        assertThat(printed()).isEqualTo(lines(2, 2));
    }

    @Test
    void aMoveIsTheWayOutOfADamagedPosition() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Files.createDirectories(directory.resolve("groups"));
        Files.writeString(directory.resolve("groups/a.json"), "{\"vers");

        assertThatThrownBy(() -> consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith("the position of group 'a' cannot be read from ");
        assertThat(printed()).isEmpty();

        consumeFrom("a", "earliest");
        assertThat(printed()).isEqualTo(lines(1, 1));
    }

    @Test
    void followsUntilItIsAskedToStop() throws IOException {
        StopSignal stop = new StopSignal();
        CompletableFuture<Outcome> following = CompletableFuture.supplyAsync(() -> follow("a", stop));

        sink.finish(bucket(1), 0, line(1));
        await().until(() -> printed.toString(UTF_8).equals(lines(1, 1)));
        sink.finish(bucket(1), 1, line(2));
        sink.finish(bucket(7), 0, line(3));
        await().until(() -> printed.toString(UTF_8).equals(lines(1, 3)));
        await().untilAsserted(() -> assertThat(saved("a")).contains("position 0/197A1C0#3,"));
        stop.request();

        assertThat(following.join()).isEqualTo(Outcome.STOPPED);
        printed.reset();
        consume("a");
        assertThat(printed()).isEmpty();
    }

    @Test
    void whatWasPrintedBeforeAStopIsSaved() throws IOException {
        StopSignal stop = new StopSignal();
        sink.finish(bucket(1), 0, line(1));
        sink.finish(bucket(2), 0, line(2));
        Output stopsAfterTheFirst = new Output(Channels.newChannel(new OutputStream() {
            @Override
            public void write(int aByte) {
                stop.request();
            }
        }));

        try (FileGroup group = open("a")) {
            assertThat(group.copyTo(stopsAfterTheFirst, AtEnd.RETURN, stop)).isEqualTo(Outcome.STOPPED);
        }

        assertThat(saved("a")).contains("position 0/197A1C0#1,");
    }

    @Test
    void whatComesBeforeADamagedLineIsPrintedAndSaved() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Part damaged = sink.finishRaw(bucket(2), 0, line(2) + "\n" + "{\"before\":nu");

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> consume("a"))
                    .isInstanceOf(ReaderException.class)
                    .hasMessage("%s is damaged: the line at byte %d has no end after 12 bytes"
                            .formatted(damaged, line(2).length() + 1));
            assertThat(printed()).isEqualTo(time == 0 ? lines(1, 2) : "");
        }
    }

    @Test
    void aLineThatIsNoRecordIsNotPrintedAtTheEndOfABlock() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Part damaged = sink.finish(bucket(2), 0, "{\"row\":42}");

        assertThatThrownBy(() -> consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessage("%s is damaged: the line at byte 0 (10 bytes) is not a record", damaged);

        assertThat(printed()).isEqualTo(lines(1, 1));
    }

    @Test
    void saysWhatTheRetentionRemovedAndPrintsNothing() throws IOException {
        Part read = sink.finish(bucket(1), 0, line(1));
        consume("a");
        printed();
        sink.finish(bucket(2), 0, line(2));
        sink.finish(bucket(3), 0, line(3));
        sink.finish(bucket(4), 0, line(4), line(5));
        sink.keepFrom(bucket(3));
        sink.delete(bucket(1));
        sink.delete(bucket(2));

        assertThatThrownBy(() -> consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "group 'a' cannot go on without leaving out records: the retention removed the buckets before"
                                + " 0001-0000000000000000003, and with them 0001-0000000000000000001, which was not known to be"
                                + " read to its end. The group stands at %s, byte %d (after position 0/197A1C0#1, committed"
                                        .formatted(read, line(1).length() + 1)
                                + " 2026-11-01T12:00:00.001Z). Kept is 0001-0000000000000000003 (from 2026-11-01T12:00:00.003Z, 0/197A1C0#3) to"
                                + " 0001-0000000000000000004 (to 2026-11-01T12:00:00.005Z, 0/197A1C0#5). To go on with the oldest record that is"
                                + " kept, and do without those that were removed: consume --from earliest, or groups reset --to"
                                + " earliest");
        assertThat(printed()).isEmpty();

        consumeFrom("a", "earliest");
        assertThat(printed()).isEqualTo(lines(3, 5));
    }

    @Test
    void saysWhenItsFileIsGoneAlthoughTheRetentionKeepsIt() throws IOException {
        Part read = sink.finish(bucket(1), 0, line(1));
        consume("a");
        printed();
        sink.finish(bucket(2), 0, line(2));
        sink.delete(bucket(1));

        assertThatThrownBy(() -> consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith(
                        "group 'a' cannot go on without leaving out records: the file %s is not there any more. The group stands at %s, byte "
                                .formatted(read, read));
        assertThat(printed()).isEmpty();
    }

    @Test
    void goesOnWhenOnlyWhatItHadReadWasRemoved() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        sink.finish(bucket(3), 0, line(2));
        consume("a");
        printed();
        sink.finish(bucket(4), 0, line(3));
        sink.keepFrom(bucket(3));
        sink.delete(bucket(1));

        consume("a");

        assertThat(printed()).isEqualTo(lines(3, 3));
    }

    @Test
    void aFollowerThatTheRetentionOvertakesIsTold() throws IOException {
        StopSignal stop = new StopSignal();
        sink.finish(bucket(1), 0, line(1));
        CompletableFuture<Outcome> following = CompletableFuture.supplyAsync(() -> follow("a", stop));
        await().until(() -> printed.size() > 0);

        sink.keepFrom(bucket(3));

        assertThatThrownBy(following::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("the retention removed the buckets before 0001-0000000000000000003");
    }

    @Test
    void saysWhenTheDirectoryIsMissing() {
        assertThatThrownBy(() -> FileGroup.tryOpen(directory.resolve("shop"), new GroupName("a")))
                .isInstanceOf(ReaderException.class)
                .hasMessage(
                        "the sink's directory '%s' does not exist: the job makes it when it first starts. Start the task, or look at sink.files.directory",
                        directory.resolve("shop"));
    }

    @Test
    void twentyGroupsStandWhereEachOfThemStopped() throws IOException {
        for (int number = 1; number <= 20; number++) {
            sink.finish(bucket(number), 0, line(number));
            consume("group-" + number);
            printed();
        }

        for (int number = 1; number <= 20; number++) {
            consume("group-" + number);
            assertThat(printed()).isEqualTo(lines(number + 1, 20));
        }
    }

    private Outcome consume(String name) throws IOException {
        try (FileGroup group = open(name)) {
            return group.copyTo(output(), AtEnd.RETURN, new StopSignal());
        }
    }

    private void consumeFrom(String name, String from) throws IOException {
        try (FileGroup group = open(name)) {
            group.moveTo(StartPoint.parse(from));
            group.copyTo(output(), AtEnd.RETURN, new StopSignal());
        }
    }

    private Outcome follow(String name, StopSignal stop) {
        try (FileGroup group = open(name)) {
            return group.copyTo(output(), AtEnd.WAIT, stop);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private FileGroup open(String name) throws IOException {
        return Objects.requireNonNull(FileGroup.tryOpen(directory, new GroupName(name)));
    }

    private Output output() {
        return new Output(Channels.newChannel(printed));
    }

    private String saved(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("groups/" + name + ".json"));
        return GroupPositionJson.read(bytes).toString();
    }

    private String printed() {
        String text = printed.toString(UTF_8);
        printed.reset();
        return text;
    }

    private static String line(long number) {
        return change(number, TIME + number);
    }

    private static String lines(long first, long last) {
        StringBuilder lines = new StringBuilder();
        for (long number = first; number <= last; number++) {
            lines.append(line(number)).append('\n');
        }
        return lines.toString();
    }
}
