package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningTaskTest {

    @Test
    void readsWhatItWrote(@TempDir Path directory) {
        Path file = directory.resolve("running.properties");
        RunningTask task = new RunningTask(4_711, 20_123, "0123456789abcdef0123456789abcdef");

        new RunningTask(1, 2, "replaced").write(file);
        task.write(file);

        assertThat(RunningTask.read(file)).isEqualTo(task);
    }
}
