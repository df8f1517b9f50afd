package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.embedded.server.FlinkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumePointTest {

    private static final String JOB = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String LATER_JOB = "0123456789abcdef0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private FlinkFolder folder;

    @BeforeEach
    void nameFolder() {
        folder = new FlinkFolder(directory);
    }

    @Test
    void thereIsNoneInAnEmptyFolder() {
        assertThat(newest()).isEmpty();
    }

    @Test
    void theNewestIsTheOneCompletedLastWhicheverJobItWas() throws IOException {
        complete("checkpoints/" + JOB + "/chk-41", 100);
        Path newest = complete("checkpoints/" + LATER_JOB + "/chk-2", 300);
        complete("checkpoints/" + JOB + "/chk-42", 200);

        assertThat(newest()).contains(newest);
    }

    @Test
    void aSavepointCountsAsACheckpointDoes() throws IOException {
        complete("checkpoints/" + JOB + "/chk-41", 100);
        Path newest = complete("savepoints/savepoint-aaaaaa-0123", 101);

        assertThat(newest()).contains(newest);
    }

    @Test
    void ofTwoInTheSameInstantTheOneWithTheHigherNumberIsNewer() throws IOException {
        complete("checkpoints/" + JOB + "/chk-9", 100);
        Path newest = complete("checkpoints/" + JOB + "/chk-10", 100);

        assertThat(newest()).contains(newest);
    }

    @Test
    void oneWithoutMetadataIsNotCompleteAndOtherFoldersAreNone() throws IOException {
        Path newest = complete("checkpoints/" + JOB + "/chk-1", 100);
        Files.createDirectories(directory.resolve("checkpoints/" + JOB + "/chk-2"));
        Files.createDirectories(directory.resolve("savepoints/savepoint-aaaaaa-0123"));
        complete("checkpoints/" + JOB + "/shared", 200);
        complete("checkpoints/" + JOB + "/chk-", 200);

        assertThat(newest()).contains(newest);
    }

    @Test
    void whatIsOlderThanTheGivenTimeDoesNotCount() throws IOException {
        complete("checkpoints/" + JOB + "/chk-1", 100);

        assertThat(ResumePoint.newestOf(folder, time(99))).isPresent();
        assertThat(ResumePoint.newestOf(folder, time(100))).isEmpty();
    }

    @Test
    void isCalledByItsNumberOrItsName() throws IOException {
        Path checkpoint = complete("checkpoints/" + JOB + "/chk-17", 100);
        Path savepoint = complete("savepoints/savepoint-aaaaaa-0123", 100);

        assertThat(ResumePoint.at(checkpoint).map(ResumePoint::label)).contains("checkpoint 17");
        assertThat(ResumePoint.at(savepoint).map(ResumePoint::label)).contains("savepoint savepoint-aaaaaa-0123");
        assertThat(ResumePoint.at(directory)).isEmpty();
    }

    private Optional<Path> newest() {
        return ResumePoint.newestOf(folder, null).map(ResumePoint::path);
    }

    private Path complete(String path, int second) throws IOException {
        Path point = Files.createDirectories(directory.resolve(path));
        Files.setLastModifiedTime(Files.createFile(point.resolve("_metadata")), time(second));
        return point;
    }

    private static FileTime time(int second) {
        return FileTime.from(Instant.ofEpochSecond(second));
    }
}
