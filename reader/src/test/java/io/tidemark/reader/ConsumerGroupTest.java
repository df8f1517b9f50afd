package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.record.PublishedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsumerGroupTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Path directory;
    private final SinkDirectory sink;

    ConsumerGroupTest(@TempDir Path directory) {
        this.directory = directory;
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void givesRecordsInOrderAndNothingAtTheEnd() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1), change(2, 2));
        sink.finish(bucket(2), 0, change(3, 3));

        try (ConsumerGroup group = open()) {
            assertThat(group.poll(LONG)).containsExactly(change(1, 1), change(2, 2));
            assertThat(group.poll(LONG)).containsExactly(change(3, 3));
            assertThat(group.poll(Duration.ZERO).isEmpty()).isTrue();
        }
    }

    @Test
    void aBatchIsBytesOrLinesOrChanges() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1), change(2, 2));
        sink.finish(bucket(2), 0, change(3, 3));

        try (ConsumerGroup group = open()) {
            Batch batch = group.poll(LONG);
            group.poll(LONG); // which leaves the first batch as it is

            assertThat(UTF_8.decode(batch.bytes()).toString()).isEqualTo(change(1, 1) + "\n" + change(2, 2) + "\n");
            assertThat(batch).hasSize(2);
            assertThat(batch.changes())
                    .extracting(PublishedChange::commitMillis)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void aLineThatIsNoChangeIsToldByItsNumber() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1), "{\"secret\":42}", change(2, 2));

        try (ConsumerGroup group = open()) {
            Batch batch = group.poll(LONG);

            assertThatThrownBy(batch::changes)
                    .isInstanceOf(ReaderException.class)
                    .hasMessageStartingWith("record 2 of the batch cannot be read: ");
        }
    }

    @Test
    void whatWasNotCommittedComesAgain() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1));
        sink.finish(bucket(2), 0, change(2, 2));
        sink.finish(bucket(3), 0, change(3, 3));

        try (ConsumerGroup group = open()) {
            group.poll(LONG);
            group.poll(LONG);
            group.commit();
            group.poll(LONG);
        }

        try (ConsumerGroup group = open()) {
            assertThat(group.poll(LONG)).containsExactly(change(3, 3));
        }
    }

    @Test
    void aPollWaitsForWhatComes() throws Exception {
        try (ConsumerGroup group = open()) {
            CompletableFuture<Batch> batch = CompletableFuture.supplyAsync(() -> poll(group));

            sink.finish(bucket(1), 0, change(1, 1));

            assertThat(batch.join()).containsExactly(change(1, 1));
        }
    }

    @Test
    void standsByWhileAnotherReadsAndTakesOverWhereItStopped() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1));
        sink.finish(bucket(2), 0, change(2, 2));
        ConsumerGroup first = open();
        first.poll(LONG);
        first.commit();

        try (ConsumerGroup second = open()) {
            assertThat(second.poll(Duration.ofMillis(1)).isEmpty()).isTrue();
            assertThat(second.isActive()).isFalse();
            second.commit(); // of nothing, which moves nothing
            CompletableFuture<Batch> takenOver = CompletableFuture.supplyAsync(() -> poll(second));

            first.close();

            assertThat(takenOver.join()).containsExactly(change(2, 2));
            assertThat(second.isActive()).isTrue();
        }
    }

    @Test
    void waitsForADirectoryThatTheJobHasNotMadeYet() throws Exception {
        Files.delete(directory);
        try (ConsumerGroup group = open()) {
            assertThat(group.poll(Duration.ofMillis(1)).isEmpty()).isTrue();

            sink.finish(bucket(1), 0, change(1, 1));

            assertThat(group.poll(LONG)).containsExactly(change(1, 1));
        }
    }

    @Test
    void saysWhatWasRemoved() throws Exception {
        sink.finish(bucket(1), 0, change(1, 1));
        try (ConsumerGroup group = open()) {
            group.poll(LONG);
            group.commit();
        }
        sink.keepFrom(bucket(2));

        try (ConsumerGroup group = open()) {
            assertThatThrownBy(() -> group.poll(LONG))
                    .isInstanceOf(ReaderException.class)
                    .hasMessageStartingWith("group 'a' cannot go on without leaving out records: ");
        }
    }

    @Test
    void doesNothingOnceItIsClosed() throws IOException {
        ConsumerGroup group = open();
        group.close();

        assertThatThrownBy(() -> group.poll(LONG)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(group::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("group 'a' was closed");
    }

    private ConsumerGroup open() {
        return ConsumerGroup.open(directory, "a");
    }

    private static Batch poll(ConsumerGroup group) {
        try {
            return group.poll(LONG);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
