package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Lineage lineage;

    @BeforeEach
    void nameFolder() {
        lineage = new Lineage(new TaskFolder(directory));
    }

    @Test
    void aTaskThatNeverRanHasNothingToResume() {
        assertThat(lineage.newest()).isEmpty();
        assertThat(lineage.isUnfinished()).isFalse();
        assertThat(lineage.hasAnyPoint()).isFalse();
    }

    @Test
    void aTaskThatBeganAnewDoesNotGoBackToWhatWasBefore() throws IOException {
        complete("savepoints/before", -60);

        lineage.began(Start.afresh(), Instant.now());

        assertThat(lineage.newest()).isEmpty();
        assertThat(lineage.isUnfinished()).isTrue();
        assertThat(lineage.hasAnyPoint()).isTrue();
    }

    @Test
    void aTaskThatBeganAnewResumesFromItsOwnFirstCheckpoint() throws IOException {
        complete("savepoints/before", -60);
        Path own = complete("savepoints/own", -20);

        lineage.began(Start.afresh(), Instant.now().minusSeconds(30));

        assertThat(lineage.newest().map(ResumePoint::path)).contains(own);
        assertThat(lineage.isUnfinished()).isFalse();
    }

    @Test
    void aTaskThatBeganAtASavepointBeginsThereAgainUntilItHasACheckpoint() throws IOException {
        Path named = complete("savepoints/named", -120);
        complete("savepoints/newer", -60);

        lineage.began(Start.resumed(named), Instant.now());
        assertThat(lineage.newest().map(ResumePoint::path)).contains(named);
        assertThat(lineage.isUnfinished()).isFalse();

        Path own = complete("savepoints/own", 60);
        assertThat(lineage.newest().map(ResumePoint::path)).contains(own);
    }

    private Path complete(String path, int secondsFromNow) throws IOException {
        Path point = Files.createDirectories(directory.resolve(path));
        Path metadata = Files.createFile(point.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
        return point;
    }
}
