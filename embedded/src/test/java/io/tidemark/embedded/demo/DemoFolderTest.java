package io.tidemark.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    @TempDir
    private Path directory;

    @Test
    void writesATaskFileThatEveryCommandCanRead() throws IOException {
        DemoFolder folder = new DemoFolder(directory.resolve("demo"));
        folder.create();

        folder.writeTask(15_432, "shop", "tidemark", "secret", new FilesDestination(folder.records()));

        TaskFile task = TaskFile.read(folder.taskFile(), Map.of());
        assertThat(task.task()).isEqualTo("shop");
        assertThat(task.source().port()).isEqualTo(15_432);
        assertThat(task.publicationName()).isEqualTo("dts_sync_" + DemoFolder.TASK);
        assertThat(((Sink.Files) task.sink()).path()).isEqualTo(folder.records());
        assertThat(Files.readString(folder.taskFile())).doesNotContain("secret");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        DemoFolder folder = new DemoFolder(directory.resolve("demo"));
        folder.create();
        folder.writeTask(15_432, "shop", "tidemark", "secret", new FilesDestination(folder.records()));

        folder.delete();

        assertThat(folder.exists()).isFalse();
    }
}
