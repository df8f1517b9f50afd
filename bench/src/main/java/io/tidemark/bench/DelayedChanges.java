package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.record.JsonLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Where changes arrive, each with the time that it took. */
interface DelayedChanges {

    /** A job that has failed publishes nothing. */
    Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /**
     * Lets the writer write, and returns when all has arrived.
     *
     * @param warmUp what is committed within it is left out
     * @return milliseconds, of each change
     */
    long[] of(SteadyWriter writer, Duration warmUp) throws Exception;

    /** Changes as a consumer that reads committed records gets them. */
    static DelayedChanges inTopic(Broker broker) {
        return (writer, warmUp) -> {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(writer));
            long[] delays = new long[(int) writer.changes()];
            long[] commits = new long[delays.length];
            int count = 0;
            try (KafkaConsumer<byte[], byte[]> consumer = broker.consumer()) {
                Instant lastCame = Instant.now();
                while (count < delays.length) {
                    if (Duration.between(lastCame, Instant.now()).compareTo(LONGEST_SILENCE) > 0) {
                        throw new BenchException("no change arrived for %d s, after %d of %d"
                                .formatted(LONGEST_SILENCE.toSeconds(), count, delays.length));
                    }
                    ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
                    long had = System.currentTimeMillis();
                    for (ConsumerRecord<byte[], byte[]> each : polled) {
                        if (header(each, "op").equals("c")) {
                            commits[count] = Long.parseLong(header(each, "commit-ms"));
                            delays[count] = had - commits[count];
                            count++;
                            lastCame = Instant.now();
                        }
                    }
                }
            }
            writing.join();
            return without(commits, delays, writer.begun().plus(warmUp).toEpochMilli());
        };
    }

    /** Changes in files, by the time when these were there under their final names. */
    static DelayedChanges inFiles(Path changes) {
        return (writer, warmUp) -> {
            write(writer);
            long[] delays = new long[(int) writer.changes()];
            long[] commits = new long[delays.length];
            Patience.until("the changes in files", 500, () -> read(changes, commits, delays));
            return without(commits, delays, writer.begun().plus(warmUp).toEpochMilli());
        };
    }

    private static boolean read(Path changes, long[] commits, long[] delays) throws Exception {
        int count = 0;
        for (Path file : finished(changes)) {
            long appeared = ArrivedFiles.appeared(file).toEpochMilli();
            byte[] bytes = Files.readAllBytes(file);
            int start = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    if (JsonLine.position(bytes, start, at - start).ordinal() > 0) {
                        commits[count] = JsonLine.commitMillis(bytes, start, at - start);
                        delays[count] = appeared - commits[count];
                        count++;
                    }
                    start = at + 1;
                }
            }
        }
        return count == delays.length;
    }

    private static List<Path> finished(Path changes) throws IOException {
        try (Stream<Path> files = Files.walk(changes, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        } catch (NoSuchFileException notYet) {
            return List.of();
        }
    }

    private static long[] without(long[] commits, long[] delays, long before) {
        long[] kept = new long[delays.length];
        int count = 0;
        for (int i = 0; i < delays.length; i++) {
            if (commits[i] >= before) {
                kept[count++] = delays[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static void write(SteadyWriter writer) {
        try {
            writer.write();
        } catch (java.sql.SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), US_ASCII);
    }
}
