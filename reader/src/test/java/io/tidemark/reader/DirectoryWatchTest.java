package io.tidemark.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {

    private final Path directory;
    private final AtomicLong clock = new AtomicLong();
    private final DirectoryWatch watch;

    DirectoryWatchTest(@TempDir Path directory) {
        this.directory = directory;
        this.watch = new DirectoryWatch(directory, clock::get);
    }

    @Test
    void asksForListingsUntilTheTimeOfTheLastChangeIsSurelyOver() throws IOException {
        assertThat(watch.mayHaveChanged()).isTrue();

        pass(Duration.ofMillis(1900));
        assertThat(watch.mayHaveChanged())
                .as("another change may have the same time")
                .isTrue();

        pass(Duration.ofMillis(200));
        assertThat(watch.mayHaveChanged())
                .as("the last listing was before that")
                .isTrue();

        pass(Duration.ofMillis(100));
        assertThat(watch.mayHaveChanged()).isFalse();
    }

    @Test
    void asksForAListingWhenTheTimeChanges() throws IOException {
        settle();

        Files.setLastModifiedTime(directory, FileTime.fromMillis(12345));

        assertThat(watch.mayHaveChanged()).isTrue();
    }

    @Test
    void asksForAListingNowAndThenWhateverTheTimeSays() throws IOException {
        settle();

        pass(Duration.ofSeconds(6));

        assertThat(watch.mayHaveChanged()).isTrue();
        pass(Duration.ofMillis(100));
        assertThat(watch.mayHaveChanged()).isFalse();
    }

    @Test
    void asksForListingsOfADirectoryThatIsNotThereYet() throws IOException {
        DirectoryWatch missing = new DirectoryWatch(directory.resolve("changes"), clock::get);

        for (int i = 0; i < 5; i++) {
            assertThat(missing.mayHaveChanged()).isTrue();
            pass(Duration.ofSeconds(3));
        }
    }

    private void settle() throws IOException {
        assertThat(watch.mayHaveChanged()).isTrue();
        pass(Duration.ofSeconds(3));
        assertThat(watch.mayHaveChanged()).isTrue();
        pass(Duration.ofMillis(100));
        assertThat(watch.mayHaveChanged()).isFalse();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
