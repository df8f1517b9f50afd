package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Reads groups of a directory as the command does, into memory. */
final class PrintedGroups {

    private static final long TIME = 1_793_534_400_000L; // 2026-11-01T12:00:00Z

    private final Path directory;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    PrintedGroups(Path directory) {
        this.directory = directory;
    }

    Outcome consume(String name) throws IOException {
        try (FileGroup group = open(name)) {
            return group.copyTo(output(), AtEnd.RETURN, new StopSignal());
        }
    }

    void consumeFrom(String name, String from) throws IOException {
        try (FileGroup group = open(name)) {
            group.moveTo(StartPoint.parse(from));
            group.copyTo(output(), AtEnd.RETURN, new StopSignal());
        }
    }

    Outcome follow(String name, StopSignal stop) {
        try (FileGroup group = open(name)) {
            return group.copyTo(output(), AtEnd.WAIT, stop);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    FileGroup open(String name) throws IOException {
        return Objects.requireNonNull(FileGroup.tryOpen(directory, new GroupName(name)));
    }

    /** What the group remembers, for people. */
    String saved(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("groups/" + name + ".json"));
        return GroupPositionJson.read(bytes).toString();
    }

    /** All that was printed since it was last taken. */
    String printedSoFar() {
        return printed.toString(UTF_8);
    }

    /** The same, which then counts as taken. */
    String printed() {
        String text = printedSoFar();
        printed.reset();
        return text;
    }

    static String line(long number) {
        return SinkDirectory.change(number, TIME + number);
    }

    static String lines(long first, long last) {
        StringBuilder lines = new StringBuilder();
        for (long number = first; number <= last; number++) {
            lines.append(line(number)).append('\n');
        }
        return lines.toString();
    }

    private Output output() {
        return new Output(Channels.newChannel(printed));
    }
}
