package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved when the output fails. */
class CopyTest {

    private final Path directory;
    private final SinkDirectory sink;

    CopyTest(@TempDir Path directory) {
        this.directory = directory;
        this.sink = new SinkDirectory(directory);
    }

    @Test
    void aClosedPipeEndsItQuietlyAndCountsNothingThatWasNotSaved() throws IOException {
        sink.finish(bucket(1), 0, change(1, 1));
        sink.finish(bucket(2), 0, change(2, 2));

        assertThat(copy(new Failing(1, "Broken pipe"))).isEqualTo(Outcome.OUTPUT_CLOSED);

        assertThat(saved()).isEqualTo(GroupPosition.BEGINNING);
    }

    @Test
    void anOutputThatFailsIsAnErrorAndCountsNothingThatWasNotSaved() throws IOException {
        sink.finish(bucket(1), 0, change(1, 1));
        sink.finish(bucket(2), 0, change(2, 2));

        assertThatThrownBy(() -> copy(new Failing(1, "No space left on device")))
                .isInstanceOf(OutputException.class)
                .hasMessage("records could not be written: No space left on device");

        assertThat(saved()).isEqualTo(GroupPosition.BEGINNING);
    }

    @Test
    void anOutputThatTakesLittleAtATimeGetsAll() throws IOException {
        sink.finish(bucket(1), 0, change(1, 1), change(2, 2));
        Failing slow = new Failing(Integer.MAX_VALUE, "never");

        assertThat(copy(slow)).isEqualTo(Outcome.AT_END);

        assertThat(slow.text).hasToString(change(1, 1) + "\n" + change(2, 2) + "\n");
    }

    private GroupPosition saved() throws IOException {
        return GroupPositionJson.read(Files.readAllBytes(directory.resolve("groups/a.json")));
    }

    private Outcome copy(WritableByteChannel channel) throws IOException {
        try (FileGroup group = Objects.requireNonNull(FileGroup.tryOpen(directory, new GroupName("a")))) {
            return group.copyTo(new Output(channel), AtEnd.RETURN, new StopSignal());
        }
    }

    /** Takes up to 100 bytes a call, and fails after so many lines. */
    private static final class Failing implements WritableByteChannel {

        private final int lines;
        private final String failure;
        private final StringBuilder text = new StringBuilder();

        Failing(int lines, String failure) {
            this.lines = lines;
            this.failure = failure;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (text.chars().filter(c -> c == '\n').count() >= lines) {
                throw new IOException(failure);
            }
            int length = Math.min(100, bytes.remaining());
            for (int i = 0; i < length; i++) {
                text.append((char) bytes.get());
            }
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
