package io.tidemark.reader;

import static io.tidemark.reader.PrintedGroups.line;
import static io.tidemark.reader.PrintedGroups.lines;
import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupTest {

    private final Path directory;
    private final SinkDirectory sink;
    private final PrintedGroups groups;

    FileGroupTest(@TempDir Path directory) {
        this.directory = directory;
        this.sink = new SinkDirectory(directory);
        this.groups = new PrintedGroups(directory);
    }

    @Test
    void printsInOrderAndGoesOnWhereItStopped() throws IOException {
        sink.finish(bucket(9), 0, line(1), line(2));
        sink.finish(bucket(10), 0, line(3));

        assertThat(groups.consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(groups.printed()).isEqualTo(lines(1, 3));

        sink.finish(bucket(10), 1, line(4));
        sink.finish(bucket(11), 0, line(5));

        assertThat(groups.consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(groups.printed()).isEqualTo(lines(4, 5));

        assertThat(groups.consume("a")).isEqualTo(Outcome.AT_END);
        assertThat(groups.printed()).isEmpty();
    }

    @Test
    void remembersTheLastRecordThatItPrinted() throws IOException {
        sink.finish(bucket(9), 0, line(1), line(2));
        Part last = sink.finish(bucket(10), 0, line(3), line(4));

        groups.consume("a");

        assertThat(groups.saved("a"))
                .isEqualTo(
                        "0001-0000000000000000010/%s, byte %d (after position 0/197A1C0#4, committed 2026-11-01T12:00:00.004Z)"
                                .formatted(last.name(), 2 * (line(3).length() + 1)));
    }

    @Test
    void groupsDoNotMoveEachOther() throws IOException {
        sink.finish(bucket(1), 0, line(1));

        groups.consume("a");
        groups.consume("b");

        assertThat(groups.printed()).isEqualTo(lines(1, 1) + lines(1, 1));
    }

    @Test
    void saysWhenNothingIsThereYetAndBeginsWithWhatComesFirst() throws IOException {
        assertThat(groups.consume("a")).isEqualTo(Outcome.NOTHING_YET);

        Files.createDirectories(sink.folder(bucket(1)));
        assertThat(groups.consume("a")).isEqualTo(Outcome.NOTHING_YET);
        assertThat(groups.saved("a")).isEqualTo("the oldest record that is kept");

        sink.finish(bucket(2), 0, line(1));
        groups.consume("a");
        assertThat(groups.printed()).isEqualTo(lines(1, 1));
    }

    @Test
    void movesToATimeWhetherTheGroupIsNewOrNot() throws IOException {
        sink.finish(bucket(1), 0, line(1), line(2), line(3));

        groups.consumeFrom("a", "2026-11-01T12:00:00.002Z");
        assertThat(groups.printed()).isEqualTo(lines(2, 3));

        groups.consumeFrom("a", "2026-11-01T20:00:00.003+08:00");
        assertThat(groups.printed()).isEqualTo(lines(3, 3));

        groups.consumeFrom("a", "earliest");
        assertThat(groups.printed()).isEqualTo(lines(1, 3));

        groups.consumeFrom("b", "latest");
        sink.finish(bucket(2), 0, line(4));
        groups.consume("b");
        assertThat(groups.printed()).isEqualTo(lines(4, 4));
    }

    @Test
    void aMoveOutOfWhatIsKeptIsRefusedAndMovesNothing() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        groups.consumeFrom("a", "earliest");
        groups.printed();

        assertThatThrownBy(() -> groups.consumeFrom("a", "2036-01-01T00:00:00Z"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith("2036-01-01T00:00:00Z is after all that is kept. Kept is ");

        sink.finish(bucket(2), 0, line(2));
        groups.consume("a");
        assertThat(groups.printed()).isEqualTo(lines(2, 2));
    }

    @Test
    void aMoveBeforeAnythingIsThereMakesTheGroupNew() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        groups.consume("a");
        groups.printed();
        sink.delete(bucket(1));

        groups.consumeFrom("a", "latest");
        sink.finish(bucket(2), 0, line(2));
        groups.consume("a");

        assertThat(groups.printed()).isEqualTo(lines(2, 2));
    }

    @Test
    void aMoveIsTheWayOutOfADamagedPosition() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Files.createDirectories(directory.resolve("groups"));
        Files.writeString(directory.resolve("groups/a.json"), "{\"vers");

        assertThatThrownBy(() -> groups.consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith("the position of group 'a' cannot be read from ");
        assertThat(groups.printed()).isEmpty();

        groups.consumeFrom("a", "earliest");
        assertThat(groups.printed()).isEqualTo(lines(1, 1));
    }

    @Test
    void followsUntilItIsAskedToStop() throws IOException {
        StopSignal stop = new StopSignal();
        CompletableFuture<Outcome> following = CompletableFuture.supplyAsync(() -> groups.follow("a", stop));

        sink.finish(bucket(1), 0, line(1));
        await().until(() -> groups.printedSoFar().equals(lines(1, 1)));
        sink.finish(bucket(1), 1, line(2));
        sink.finish(bucket(7), 0, line(3));
        await().until(() -> groups.printedSoFar().equals(lines(1, 3)));
        await().untilAsserted(() -> assertThat(groups.saved("a")).contains("position 0/197A1C0#3,"));
        stop.request();

        assertThat(following.join()).isEqualTo(Outcome.STOPPED);
        groups.printed();
        groups.consume("a");
        assertThat(groups.printed()).isEmpty();
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

        try (FileGroup group = groups.open("a")) {
            assertThat(group.copyTo(stopsAfterTheFirst, AtEnd.RETURN, stop)).isEqualTo(Outcome.STOPPED);
        }

        assertThat(groups.saved("a")).contains("position 0/197A1C0#1,");
    }

    @Test
    void whatComesBeforeADamagedLineIsPrintedAndSaved() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Part damaged = sink.finishRaw(bucket(2), 0, line(2) + "\n" + "{\"before\":nu");

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> groups.consume("a"))
                    .isInstanceOf(ReaderException.class)
                    .hasMessage("%s is damaged: the line at byte %d has no end after 12 bytes"
                            .formatted(damaged, line(2).length() + 1));
            assertThat(groups.printed()).isEqualTo(time == 0 ? lines(1, 2) : "");
        }
    }

    @Test
    void aLineThatIsNoRecordIsNotPrintedAtTheEndOfABlock() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        Part damaged = sink.finish(bucket(2), 0, "{\"row\":42}");

        assertThatThrownBy(() -> groups.consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessage("%s is damaged: the line at byte 0 (10 bytes) is not a record", damaged);

        assertThat(groups.printed()).isEqualTo(lines(1, 1));
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
            groups.consume("group-" + number);
            groups.printed();
        }

        for (int number = 1; number <= 20; number++) {
            groups.consume("group-" + number);
            assertThat(groups.printed()).isEqualTo(lines(number + 1, 20));
        }
    }
}
