package io.tidemark.reader;

import static io.tidemark.reader.SinkDirectory.bucket;
import static io.tidemark.reader.SinkDirectory.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, ended in every way that a process can end. */
class KilledConsumerIT {

    private final Random random = new Random();
    private final Path directory;
    private final SinkDirectory sink;
    private final Path task;

    KilledConsumerIT(@TempDir Path folder) throws IOException {
        this.directory = Files.createDirectories(folder.resolve("sink"));
        this.sink = new SinkDirectory(directory);
        this.task = FilesTask.write(folder, directory);
    }

    @Test
    void tenKillsLoseNothingAndRepeatOnlyWhatWasPrintedLast() throws Exception {
        List<List<Long>> runs = new ArrayList<>();
        long last;
        try (SteadyWriter writer = new SteadyWriter(sink)) {
            writer.start();
            for (int round = 0; round < 10; round++) {
                runs.add(runUntilPrinting().kill().printed());
            }
            last = writer.stop();
        }
        runs.add(readTheRest());

        long printed = 0;
        for (List<Long> run : runs) {
            if (!run.isEmpty()) {
                assertThat(run.get(0)).as("no gap to the run before").isBetween(1L, printed + 1);
                assertThat(run).isEqualTo(numbers(run.get(0), run.get(run.size() - 1)));
                printed = Math.max(printed, run.get(run.size() - 1));
            }
        }
        assertThat(printed).isEqualTo(last);
        assertThat(runs.get(10)).as("it went on where a killed one had saved").doesNotContain(1L);
    }

    @Test
    void fiveStopsLoseNothingAndRepeatNothing() throws Exception {
        List<Long> printed = new ArrayList<>();
        long last;
        try (SteadyWriter writer = new SteadyWriter(sink)) {
            writer.start();
            for (int round = 0; round < 5; round++) {
                ConsumerProcess stopped = runUntilPrinting().terminate();
                assertThat(stopped.endsInHalfALine()).isFalse();
                assertThat(stopped.errors()).isEmpty();
                printed.addAll(stopped.printed());
            }
            last = writer.stop();
        }
        printed.addAll(readTheRest());

        assertThat(printed).isEqualTo(numbers(1, last));
    }

    @Test
    void aReaderOfTheOutputThatHasEnoughEndsItQuietly() throws Exception {
        long last = write(300);
        List<Long> taken = new ArrayList<>();
        try (ConsumerProcess consumer = ConsumerProcess.unread(task, "--group", "a")) {
            try (BufferedReader head = new BufferedReader(new InputStreamReader(consumer.output(), UTF_8))) {
                for (int i = 0; i < 5; i++) {
                    taken.add(ConsumerProcess.number(head.readLine()));
                }
            }
            assertThat(consumer.await()).isZero();
            assertThat(consumer.errors()).isEmpty();
        }
        assertThat(taken).isEqualTo(numbers(1, 5));

        List<Long> rest = readTheRest();

        assertThat(rest.get(0)).as("at most what a pipe holds is gone").isBetween(1L, 1000L);
        assertThat(rest).isEqualTo(numbers(rest.get(0), last));
    }

    @Test
    void aFullDiskIsAnErrorAndNothingCounts() throws Exception {
        File full = new File("/dev/full");
        assumeThat(full).exists();
        long last = write(3);

        try (ConsumerProcess consumer = ConsumerProcess.into(full, task, "--group", "a")) {
            assertThat(consumer.await()).isEqualTo(1);
            assertThat(consumer.errors()).isEqualTo("records could not be written: No space left on device\n");
        }

        assertThat(readTheRest()).isEqualTo(numbers(1, last));
    }

    @Test
    void aSecondConsumerWaitsAndTakesOverWhenTheFirstIsKilled() throws Exception {
        long last = write(1);
        try (ConsumerProcess first = ConsumerProcess.start(task, "--group", "a", "--follow")) {
            await().until(first::hasPrinted);
            first.runFor(500); // in which it saves its position

            try (ConsumerProcess second = ConsumerProcess.start(task, "--group", "a", "--follow")) {
                await().until(() -> !second.errors().isEmpty());
                assertThat(second.errors())
                        .startsWith("group 'a' is read by process %d on ".formatted(first.pid()))
                        .endsWith(": waiting to take over\n")
                        .hasLineCount(1);
                assertThat(second.printed()).isEmpty();

                first.kill();
                sink.finish(bucket(9), 0, change(last + 1, 1));

                await().atMost(Duration.ofSeconds(3)).until(second::hasPrinted);
                assertThat(second.terminate().printed()).isEqualTo(numbers(last + 1, last + 1));
            }
        }
    }

    @Test
    void aConsumerThatWaitsForItsTurnCanBeStopped() throws Exception {
        write(1);
        try (ConsumerProcess first = ConsumerProcess.start(task, "--group", "a", "--follow")) {
            await().until(first::hasPrinted);
            try (ConsumerProcess second = ConsumerProcess.start(task, "--group", "a")) {
                await().until(() -> !second.errors().isEmpty());

                second.terminate();
            }
        }
    }

    @Test
    void followsASinkThatTheJobHasNotMadeYet() throws Exception {
        Files.delete(directory);
        try (ConsumerProcess consumer = ConsumerProcess.start(task, "--group", "a", "--follow")) {
            await().until(() -> !consumer.errors().isEmpty());
            assertThat(consumer.errors())
                    .isEqualTo("waiting for the sink's directory '%s': the job makes it when it first starts\n"
                            .formatted(directory));

            long last = write(3);

            await().until(() -> consumer.printed().size() == last);
            assertThat(consumer.terminate().printed()).isEqualTo(numbers(1, last));
        }
    }

    @Test
    void groupsTellWhoReadsUntilItIsKilled() throws Exception {
        write(1);
        try (ConsumerProcess consumer = ConsumerProcess.start(task, "--group", "a", "--follow")) {
            await().until(consumer::hasPrinted);
            assertThat(groups("describe", "a")).contains("reader:     process %d on ".formatted(consumer.pid()));
            assertThat(groups("delete", "a")).startsWith("group 'a' is read by process " + consumer.pid());

            consumer.kill();

            assertThat(groups("describe", "a")).contains("reader:     none\n");
            assertThat(groups("delete", "a")).isEqualTo("group 'a' is deleted\n");
        }
    }

    /** What the command says, on whichever of its outputs. */
    private String groups(String verb, String group) {
        StringWriter said = new StringWriter();
        GroupsCommand.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(task.toString(), verb, group);
        return said.toString();
    }

    private ConsumerProcess runUntilPrinting() throws Exception {
        ConsumerProcess consumer = ConsumerProcess.start(task, "--group", "a", "--follow");
        await().until(consumer::hasPrinted);
        consumer.runFor(random.nextInt(600));
        return consumer;
    }

    private List<Long> readTheRest() throws Exception {
        try (ConsumerProcess consumer = ConsumerProcess.start(task, "--group", "a")) {
            assertThat(consumer.await()).as(consumer.errors()).isZero();
            assertThat(consumer.errors()).isEmpty();
            assertThat(consumer.endsInHalfALine()).isFalse();
            return consumer.printed();
        }
    }

    private long write(int files) throws Exception {
        try (SteadyWriter writer = new SteadyWriter(sink)) {
            for (int i = 0; i < files; i++) {
                writer.write();
            }
            return writer.stop();
        }
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
