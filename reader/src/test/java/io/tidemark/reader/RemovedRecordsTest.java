package io.tidemark.reader;

import static io.tidemark.reader.PrintedGroups.line;
import static io.tidemark.reader.PrintedGroups.lines;
import static io.tidemark.reader.SinkDirectory.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group does when records that it has not read are removed. */
class RemovedRecordsTest {

    private final SinkDirectory sink;
    private final PrintedGroups groups;

    RemovedRecordsTest(@TempDir Path directory) {
        this.sink = new SinkDirectory(directory);
        this.groups = new PrintedGroups(directory);
    }

    @Test
    void saysWhatTheRetentionRemovedAndPrintsNothing() throws IOException {
        Part read = sink.finish(bucket(1), 0, line(1));
        groups.consume("a");
        groups.printed();
        sink.finish(bucket(2), 0, line(2));
        sink.finish(bucket(3), 0, line(3));
        sink.finish(bucket(4), 0, line(4), line(5));
        sink.keepFrom(bucket(3));
        sink.delete(bucket(1));
        sink.delete(bucket(2));

        assertThatThrownBy(() -> groups.consume("a"))
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
        assertThat(groups.printed()).isEmpty();

        groups.consumeFrom("a", "earliest");
        assertThat(groups.printed()).isEqualTo(lines(3, 5));
    }

    @Test
    void saysWhenItsFileIsGoneAlthoughTheRetentionKeepsIt() throws IOException {
        Part read = sink.finish(bucket(1), 0, line(1));
        groups.consume("a");
        groups.printed();
        sink.finish(bucket(2), 0, line(2));
        sink.delete(bucket(1));

        assertThatThrownBy(() -> groups.consume("a"))
                .isInstanceOf(ReaderException.class)
                .hasMessageStartingWith(
                        "group 'a' cannot go on without leaving out records: the file %s is not there any more. The group stands at %s, byte "
                                .formatted(read, read));
        assertThat(groups.printed()).isEmpty();
    }

    @Test
    void goesOnWhenOnlyWhatItHadReadWasRemoved() throws IOException {
        sink.finish(bucket(1), 0, line(1));
        sink.finish(bucket(3), 0, line(2));
        groups.consume("a");
        groups.printed();
        sink.finish(bucket(4), 0, line(3));
        sink.keepFrom(bucket(3));
        sink.delete(bucket(1));

        groups.consume("a");

        assertThat(groups.printed()).isEqualTo(lines(3, 3));
    }

    @Test
    void aFollowerThatTheRetentionOvertakesIsTold() throws IOException {
        StopSignal stop = new StopSignal();
        sink.finish(bucket(1), 0, line(1));
        CompletableFuture<Outcome> following = CompletableFuture.supplyAsync(() -> groups.follow("a", stop));
        await().until(() -> !groups.printedSoFar().isEmpty());

        sink.keepFrom(bucket(3));

        assertThatThrownBy(following::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("the retention removed the buckets before 0001-0000000000000000003");
    }
}
