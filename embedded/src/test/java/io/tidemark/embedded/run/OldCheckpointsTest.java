package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.FlinkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OldCheckpointsTest {

    @Test
    void keepsThoseOfTheJobAndTheOneThatWasNamed(@TempDir Path directory) throws IOException {
        FlinkFolder folder = new FlinkFolder(directory);
        Path own = checkpoint(folder, "own", "chk-1");
        Path named = checkpoint(folder, "named", "chk-7");
        Path old = checkpoint(folder, "old", "chk-9");

        OldCheckpoints.delete(folder, "own", named);

        assertThat(own).exists();
        assertThat(named).exists();
        assertThat(old.getParent()).doesNotExist();
    }

    private static Path checkpoint(FlinkFolder folder, String job, String name) throws IOException {
        Path point = folder.checkpoints().resolve(job).resolve(name);
        Files.createDirectories(point);
        Files.createFile(point.resolve("_metadata"));
        return point;
    }
}
