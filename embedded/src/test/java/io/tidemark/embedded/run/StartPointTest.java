package io.tidemark.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.task.TaskFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartPointTest {

    private static final String TASK = """
            task: shop
            source:
              host: 127.0.0.1
              port: 5432
              database: shop
              user: tidemark
              password: ${env:SHOP_PASSWORD}
              tls: {mode: disable}
            sink:
              files: {directory: changes, format: json}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final StringWriter said = new StringWriter();
    private final Console console = new Console(new PrintWriter(said), false);

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void writeTask() throws IOException {
        file = Files.writeString(directory.resolve("shop.yaml"), TASK);
        Files.createDirectories(directory.resolve("tidemark-shop"));
    }

    @Test
    void aFirstRunStartsWithASnapshot() {
        RunPlan plan = plan(null, false);

        Start start = StartPoint.chosen(plan, console);

        assertThat(start).isEqualTo(Start.first());
        assertThat(said.toString()).isEqualTo("no checkpoint yet: starting with a snapshot\n");
        assertThat(plan.submission(start).arguments()).isEqualTo(List.of(file.toString()));
    }

    @Test
    void aLaterRunResumesAndSaysFromWhere() throws IOException {
        Path checkpoint = complete("tidemark-shop/checkpoints/0123/chk-17");
        RunPlan plan = plan(null, false);

        Start start = StartPoint.chosen(plan, console);

        assertThat(start).isEqualTo(Start.resumed(checkpoint));
        assertThat(said.toString())
                .matches("resuming from checkpoint 17 of [-0-9]{10} [:0-9]{8}: .*\n")
                .endsWith(checkpoint + "\n");
        assertThat(plan.submission(start).from()).isEqualTo(checkpoint.toString());
        assertThat(plan.submission(start).arguments()).isEqualTo(List.of(file.toString()));
    }

    @Test
    void aFreshRunSaysWhatThatMeansAndTellsTheJob() throws IOException {
        complete("tidemark-shop/checkpoints/0123/chk-17");
        RunPlan plan = plan(null, true);

        Start start = StartPoint.chosen(plan, console);

        assertThat(start).isEqualTo(Start.afresh());
        assertThat(said.toString()).isEqualTo("""
                        starting anew (--fresh):
                          the position in the log is given up, and with it every change not yet published;
                          slot and publication 'dts_sync_shop' are made anew;
                          every table is read again, so that consumers get all its rows once more;
                          the new records go to a new generation of files, the old ones stay beside them
                        """);
        assertThat(plan.submission(start).arguments()).isEqualTo(List.of(file.toString(), "--fresh"));
    }

    @Test
    void aFirstRunThatGotToNoCheckpointIsBegunOnceMore() {
        new Lineage(plan(null, false).folder()).began(Start.first(), Instant.now());

        assertThat(StartPoint.chosen(plan(null, false), console)).isEqualTo(Start.afresh());
        assertThat(said.toString())
                .isEqualTo("the last run ended before its first checkpoint: starting with a snapshot once more\n");
    }

    @Test
    void aFreshRunThatGotToNoCheckpointLeavesTheDecisionToTheUser() throws IOException {
        complete("tidemark-shop/checkpoints/0123/chk-17");
        new Lineage(plan(null, false).folder())
                .began(Start.afresh(), Instant.now().plusSeconds(60));

        assertThatThrownBy(() -> StartPoint.chosen(plan(null, false), console))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "the last run began anew (--fresh) and ended before its first checkpoint, so there is nothing"
                                + " to resume: give --fresh once more, or --from-savepoint PATH to go back to what was before");
    }

    @Test
    void aNamedSavepointHasToBeComplete() throws IOException {
        Path savepoint = complete("tidemark-shop/savepoints/savepoint-0123");

        assertThat(StartPoint.chosen(plan(savepoint, false), console)).isEqualTo(Start.resumed(savepoint));
        assertThatThrownBy(() -> StartPoint.chosen(plan(directory, false), console))
                .isInstanceOf(RefusedException.class)
                .hasMessage("--from-savepoint: must be the folder of a completed savepoint or checkpoint,"
                        + " which holds a file '_metadata', but was '" + directory + "'");
    }

    private RunPlan plan(@Nullable Path from, boolean anew) {
        TaskFile task = TaskFile.read(file, Map.of("SHOP_PASSWORD", "x"));
        return new RunPlan(task, file, TaskFolder.of(file, "shop", null), Path.of("job.jar"), "Main", 2, from, anew);
    }

    private Path complete(String path) throws IOException {
        Path point = Files.createDirectories(directory.resolve(path));
        Files.createFile(point.resolve("_metadata"));
        return point;
    }
}
