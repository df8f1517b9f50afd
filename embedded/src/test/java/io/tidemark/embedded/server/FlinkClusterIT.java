package io.tidemark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
                ClusterOptions.in(directory.resolve("cluster")).withSlots(6));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void restartsAJobWhenAnotherTaskManagerTakesThePlaceOfAKilledOne() {
        String job = submit("counting", null);
        await().atMost(PATIENCE).until(() -> cluster.rest().completedCheckpoints(job) > 0);
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
    void stopsAJobWithASavepointThatAnotherCanStartFrom() {
        String job = submit("counting", null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted(job)).hasSize(1).allSatisfy((name, figure) -> {
                    assertThat(figure.min()).isGreaterThan(100);
                    assertThat(figure.sum()).isEqualTo(figure.min() + figure.max());
                }));

        String savepoint = cluster.client().stopWithSavepoint(job);

        assertThat(Path.of(savepoint).getParent()).isEqualTo(cluster.folder().savepoints());
        assertThat(Path.of(savepoint, "_metadata")).exists();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.rest().job(job).state()).isEqualTo("FINISHED"));
        String next = submit("counting", savepoint);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.rest().restoredFrom(next))
                .isPresent());
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

    private static Map<String, FlinkRest.Figure> counted(String job) {
        return cluster.rest().metrics(job, name -> name.endsWith(".tidemark_counted"));
    }
}
