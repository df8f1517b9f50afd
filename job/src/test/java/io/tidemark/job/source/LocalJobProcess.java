package io.tidemark.job.source;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.ChildJvm;
import io.tidemark.embedded.server.PostgresServer;
import io.tidemark.record.JsonDecoder;
import io.tidemark.record.PublishedChange;
import io.tidemark.record.UnreadableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link LocalJob} as a process that is killed and resumed, with everything of its task in one folder. */
final class LocalJobProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The job halts at its next checkpoint once this file is in its folder. */
    static final String HALT = "halt-at-next-checkpoint";

    /** The job stops with a savepoint once this file is in its folder. */
    static final String STOP = "stop-with-savepoint";

    /** Where that is, in the job's folder. */
    static final String SAVEPOINTS = "savepoints";

    private static final String PASSWORD_VARIABLE = "TIDEMARK_TEST_PASSWORD";

    private final Path directory;
    private final PostgresServer server;
    private final KnownBad rules;
    private final int chunkRows;
    private final List<String> options = new ArrayList<>(List.of(
            "-Xmx512m",
            // of short life: what C2 compiles is not used for long enough
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED"));
    private @Nullable ChildJvm process;
    private int starts;

    LocalJobProcess(Path directory, PostgresServer server, String database, KnownBad rules, int chunkRows) {
        this(directory, server, database, rules, chunkRows, "");
    }

    /** @param more lines of the task file beside the usual ones */
    LocalJobProcess(
            Path directory, PostgresServer server, String database, KnownBad rules, int chunkRows, String more) {
        this.directory = directory;
        this.server = server;
        this.rules = rules;
        this.chunkRows = chunkRows;
        String yaml = """
                task: shop
                source:
                  host: 127.0.0.1
                  port: %d
                  database: %s
                  user: %s
                  password: ${env:%s}
                  tls: { mode: disable }
                sink:
                  files: { directory: "%s" }
                %s""".formatted(
                        server.port(),
                        database,
                        server.superuser(),
                        PASSWORD_VARIABLE,
                        directory.resolve("data").toUri(),
                        more);
        options.add("-Djava.io.tmpdir=" + directory.resolve("tmp")); // where a jar of Flink's stays when it is killed
        try {
            Files.createDirectories(directory.resolve("tmp"));
            Files.createDirectories(directory.resolve("logs"));
            Files.writeString(directory.resolve("shop.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the task file", e);
        }
    }

    /** Changes the text of the task file, for the next start. */
    LocalJobProcess edit(UnaryOperator<String> change) {
        Path file = directory.resolve("shop.yaml");
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("changing the task file", e);
        }
        return this;
    }

    /** Gives the task a name of its own, and so a slot of its own on the server. */
    LocalJobProcess ofTask(String name) {
        return edit(yaml -> yaml.replace("task: shop", "task: " + name));
    }

    /** Adds an option of the JVM, from the next start on. */
    LocalJobProcess with(String option) {
        options.add(option);
        return this;
    }

    /** Starts the job, from its newest checkpoint if there is one. */
    LocalJobProcess start() {
        List<String> arguments = new ArrayList<>(List.of(
                directory.resolve("shop.yaml").toString(),
                directory.resolve("checkpoints").toString(),
                rules.name(),
                String.valueOf(chunkRows)));
        newestCheckpoint().map(Path::toString).ifPresent(arguments::add);
        return start(arguments);
    }

    private LocalJobProcess start(List<String> arguments) {
        ChildJvm.Program program = new ChildJvm.Program(
                "job-" + ++starts,
                options,
                System.getProperty("java.class.path"),
                LocalJob.class.getName(),
                arguments,
                Map.of(PASSWORD_VARIABLE, server.superuserPassword()));
        process = ChildJvm.start(program, directory.resolve("logs"));
        return this;
    }

    /** Starts the job from a checkpoint of the caller's choice. */
    LocalJobProcess startFrom(Path checkpoint) {
        return start(List.of(
                directory.resolve("shop.yaml").toString(),
                directory.resolve("checkpoints").toString(),
                rules.name(),
                String.valueOf(chunkRows),
                checkpoint.toString()));
    }

    /** The folder of the newest checkpoint that is complete. */
    Optional<Path> newestCheckpoint() {
        return newestIn(directory.resolve("checkpoints"));
    }

    private static Optional<Path> newestIn(Path checkpoints) {
        if (!Files.exists(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(LocalJobProcess::modified))
                    .map(Path::getParent);
        } catch (IOException | UncheckedIOException e) {
            return newestIn(checkpoints); // the job removes old checkpoints meanwhile
        }
    }

    /** The number of the newest checkpoint that is complete; 0 if none is. */
    static long completed(Path checkpoints) {
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(file -> file.getParent().getFileName().toString())
                    .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return completed(checkpoints); // the job removes old checkpoints meanwhile
        }
    }

    private static Long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0L;
        }
    }

    /** Ends it as kill -9 does. */
    void kill() {
        ChildJvm running = process;
        if (running != null) {
            running.kill();
            running.waitFor();
        }
    }

    /** Ends it as kill -9 does, in the moment in which its next checkpoint is complete, before the sink hears of it. */
    void killAtNextCheckpoint() {
        try {
            Files.createFile(directory.resolve(HALT));
        } catch (IOException e) {
            throw new UncheckedIOException("asking the job to halt", e);
        }
        awaitEnd();
    }

    /** Stops it with a savepoint, and gives that. */
    Path stopWithSavepoint() {
        try {
            Files.createFile(directory.resolve(STOP));
        } catch (IOException e) {
            throw new UncheckedIOException("asking the job to stop", e);
        }
        awaitEnd();
        return newestIn(directory.resolve(SAVEPOINTS))
                .orElseThrow(() -> new AssertionError("no savepoint: " + output()));
    }

    /** Waits for its end. */
    LocalJobProcess awaitEnd() {
        await("the end of the job").atMost(PATIENCE).until(() -> !isAlive());
        return this;
    }

    /** Waits until so many changes are published, snapshot rows included, and gives them. */
    List<PublishedChange> awaitChanges(int count) {
        await(count + " changes")
                .atMost(PATIENCE)
                .failFast(this::assertAlive)
                .until(() -> changes().all().size() >= count);
        return published();
    }

    /** What is published, in order. */
    List<PublishedChange> published() {
        JsonDecoder decoder = new JsonDecoder();
        List<PublishedChange> published = new ArrayList<>();
        for (String line : changes().all()) {
            try {
                published.add(decoder.decode(line));
            } catch (UnreadableRecordException e) {
                throw new AssertionError("a published line can't be read: " + line, e);
            }
        }
        return published;
    }

    /** Fails with what the job printed if it ended. */
    void assertAlive() {
        if (!isAlive()) {
            throw new AssertionError("the job ended: " + output());
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Takes away all that is published, and all that is not yet. */
    void clearSink() throws IOException {
        Path data = directory.resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What it printed since its last start. */
    String output() {
        try {
            return Files.readString(directory.resolve("logs").resolve("job-" + starts + ".out"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the job's output", e);
        }
    }

    /** Where all of it is: task file, logs, checkpoints, sink. */
    Path folder() {
        return directory;
    }

    /** The sink's directory. */
    Path sink() {
        return directory.resolve("data");
    }

    PublishedFiles changes() {
        return new PublishedFiles(directory.resolve("data").resolve("changes"));
    }

    PublishedFiles deadLetters() {
        return new PublishedFiles(directory.resolve("data").resolve("dead-letter"));
    }

    @Override
    public void close() {
        kill();
    }
}
