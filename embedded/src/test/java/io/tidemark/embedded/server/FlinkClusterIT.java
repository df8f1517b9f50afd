package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class FlinkClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static FlinkCluster cluster;
    private static Path jar;

    @BeforeAll
    static void startCluster() throws IOException {
        jar = JobJar.writtenTo(directory);
        cluster = FlinkCluster.start(
                ClusterOptions.in(directory.resolve("cluster")).withSlots(12));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void restartsAJobWhenAnotherTaskManagerTakesThePlaceOfAKilledOne() {
        String job = submit("counting", null);
        awaitCheckpoint(job);
        assertThat(cluster.client().list()).contains(job).contains("counting (RUNNING)");
        List<String> before = cluster.rest().taskManagers();

        cluster.killTaskManager();
        assertThat(cluster.isTaskManagerAlive()).isFalse();
        cluster.startTaskManager();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cluster.rest().taskManagers()).hasSize(1).doesNotContainAnyElementsOf(before);
            assertThat(cluster.rest().restoredFrom(job)).isPresent();
            assertThat(cluster.rest().job(job).runsWhole()).isTrue();
        });
        assertThat(cluster.rest().failure(job)).isPresent();
    }

    @Test
    void goesOnFromACheckpointWhenAnotherJobManagerTakesThePlaceOfAKilledOne() throws IOException {
        String job = submit("counting", null);
        awaitCheckpoint(job);

        cluster.killJobManager();
        assertThat(cluster.isJobManagerAlive()).isFalse();
        cluster.startJobManager();
        cluster.awaitReady();
        String checkpoint = checkpointOf(job);
        String next = submit("counting", checkpoint);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.rest().restoredFrom(next))
                .hasValueSatisfying(path -> assertThat(path).endsWith(checkpoint)));
    }

    @Test
    void stopsAJobWithASavepointThatAnotherCanStartFrom() {
        String job = submit("counting", null);
        await().atMost(PATIENCE).until(() -> cluster.rest().job(job).runsWhole());

        String savepoint = cluster.client().stopWithSavepoint(job);

        assertThat(Path.of(savepoint).getParent()).isEqualTo(cluster.folder().savepoints());
        assertThat(Path.of(savepoint, "_metadata")).exists();
        assertThat(cluster.rest().job(job).state()).isEqualTo("FINISHED");
        String next = submit("counting", savepoint);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.rest().restoredFrom(next))
                .isPresent());
    }

    @Test
    void addsUpAMetricOverTheSubtasks() {
        String job = submit("counting", null);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.rest().metrics(job, name -> name.endsWith(".tidemark_counted")))
                        .hasSize(1)
                        .allSatisfy((name, figure) -> {
                            assertThat(figure.min()).isGreaterThan(100);
                            assertThat(figure.sum()).isGreaterThanOrEqualTo(figure.min() + figure.max());
                        }));
    }

    @Test
    void handsOnWhatTheMainClassSaidWhenItRefused() {
        assertThatThrownBy(() -> submit("refused", null))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("Caused by: java.lang.IllegalStateException: this name is refused");
    }

    @Test
    void listensOnThisMachineOnly() throws IOException {
        for (long pid : List.of(cluster.jobManagerPid(), cluster.taskManagerPid())) {
            assertThat(ListeningSockets.addresses(pid)).isNotEmpty().containsOnly("127.0.0.1");
        }
    }

    private static String submit(String name, @Nullable String from) {
        return cluster.submit(new Submission(jar, CountingJob.class.getName(), List.of(name), 2, from));
    }

    private static void awaitCheckpoint(String job) {
        await().atMost(PATIENCE).until(() -> cluster.rest().completedCheckpoints(job) > 0);
    }

    private static String checkpointOf(String job) throws IOException {
        try (Stream<Path> files = Files.walk(cluster.folder().checkpoints().resolve(job))) {
            return files.filter(folder -> Files.exists(folder.resolve("_metadata")))
                    .map(Path::toString)
                    .max(String::compareTo)
                    .orElseThrow();
        }
    }
}
