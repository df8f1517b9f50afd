package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskLockTest {

    @Test
    void refusesASecondRunOfTheSameTaskAndNamesTheFirst(@TempDir Path directory) {
        TaskFolder folder = new TaskFolder(directory.resolve("tidemark-shop"));
        TaskLock lock = TaskLock.take(folder);

        assertThatThrownBy(() -> TaskLock.take(folder))
                .isInstanceOf(TaskIsRunningException.class)
                .hasMessage("this task is running already: process %d holds '%s';"
                                .formatted(ProcessHandle.current().pid(), folder.lock())
                        + " stop it with 'tidemark stop' or end that process");
        assertThat(TaskLock.isHeld(folder)).isTrue();

        lock.release();
        assertThat(TaskLock.isHeld(folder)).isFalse();
        TaskLock.take(folder).release();
    }

    @Test
    void nobodyHoldsTheLockOfATaskThatNeverRan(@TempDir Path directory) {
        assertThat(TaskLock.isHeld(new TaskFolder(directory.resolve("tidemark-shop"))))
                .isFalse();
    }
}
