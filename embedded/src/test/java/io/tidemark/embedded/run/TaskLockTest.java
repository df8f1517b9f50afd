package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskLockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TaskFolder folder;

    @BeforeEach
    void nameFolder() {
        folder = new TaskFolder(directory.resolve("tidemark-shop"));
    }

    @Test
    void nobodyHoldsTheLockOfATaskThatNeverRan() {
        assertThat(TaskLock.isHeld(folder)).isFalse();
    }

    @Test
    void refusesASecondRunInTheSameProcess() {
        TaskLock lock = TaskLock.take(folder);

        assertRefused(ProcessHandle.current().pid());
        assertRefused(ProcessHandle.current().pid());

        lock.release();
        assertThat(TaskLock.isHeld(folder)).isFalse();
        TaskLock.take(folder).release();
    }

    @Test
    void refusesASecondRunOfAnotherProcessUntilTheFirstIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.directory().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("taken");

            assertRefused(holder.pid());
            assertRefused(holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(TaskLock.isHeld(folder)).isFalse();
        TaskLock.take(folder).release();
    }

    private void assertRefused(long pid) {
        assertThat(TaskLock.isHeld(folder)).isTrue();
        assertThatThrownBy(() -> TaskLock.take(folder))
                .isInstanceOf(TaskIsRunningException.class)
                .hasMessage(
                        "this task is running already: process %d holds '%s'; stop it with 'tidemark stop' or end that process"
                                .formatted(pid, folder.lock()));
    }
}
