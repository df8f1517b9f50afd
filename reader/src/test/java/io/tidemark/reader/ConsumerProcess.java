package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tidemark consume} in a process of its own, whose output is read through a pipe. */
final class ConsumerProcess implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"position\":\"0/197A1C0#(\\d+)\"");

    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<CompletableFuture<Void>> readers = new ArrayList<>();

    private ConsumerProcess(Process process) {
        this.process = process;
    }

    static ConsumerProcess start(Path task, String... options) throws IOException {
        ConsumerProcess consumer = unread(task, options);
        consumer.readers.add(CompletableFuture.runAsync(() -> copy(consumer.process.getInputStream(), consumer.out)));
        return consumer;
    }

    /** Nobody reads its output but through {@link #output}. */
    static ConsumerProcess unread(Path task, String... options) throws IOException {
        return withErrors(builder(task, options));
    }

    static ConsumerProcess into(File file, Path task, String... options) throws IOException {
        return withErrors(builder(task, options).redirectOutput(file));
    }

    InputStream output() {
        return process.getInputStream();
    }

    long pid() {
        return process.pid();
    }

    boolean hasPrinted() {
        return out.size() > 0;
    }

    /** Lets it run for that long, in which it must not end. */
    void runFor(long millis) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as(errors()).isFalse();
    }

    /** SIGKILL. */
    ConsumerProcess kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close the pipe with what is still in it
        assertThat(await()).isEqualTo(137);
        return this;
    }

    /** SIGTERM. */
    ConsumerProcess terminate() throws InterruptedException {
        process.toHandle().destroy();
        assertThat(await()).isEqualTo(143);
        return this;
    }

    /** The exit code, once its output is read to the end. */
    int await() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        readers.forEach(CompletableFuture::join);
        return process.exitValue();
    }

    String errors() {
        return err.toString(UTF_8);
    }

    /** The numbers of the records that it printed whole. */
    List<Long> printed() {
        String text = out.toString(UTF_8);
        List<Long> numbers = new ArrayList<>();
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> numbers.add(number(line)));
        return numbers;
    }

    /** Whether the last line that it printed has no end. */
    boolean endsInHalfALine() {
        String text = out.toString(UTF_8);
        return !text.isEmpty() && !text.endsWith("\n");
    }

    static long number(String line) {
        Matcher matcher = NUMBER.matcher(line);
        assertThat(matcher.find() && line.startsWith("{\"before\":") && line.endsWith("}"))
                .as("a whole record: %s", line)
                .isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }

    private static ConsumerProcess withErrors(ProcessBuilder builder) throws IOException {
        ConsumerProcess consumer = new ConsumerProcess(builder.start());
        consumer.readers.add(CompletableFuture.runAsync(() -> copy(consumer.process.getErrorStream(), consumer.err)));
        return consumer;
    }

    private static ProcessBuilder builder(Path task, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=off", // as the launcher has it
                "-cp",
                System.getProperty("java.class.path"),
                ConsumeCommand.class.getName(),
                task.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command);
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
