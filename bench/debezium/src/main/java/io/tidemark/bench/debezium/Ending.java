package io.tidemark.bench.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.debezium.engine.ChangeEvent;
import io.tidemark.bench.peer.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where records go; counts them once they are there. */
sealed interface Ending extends AutoCloseable {

    void take(List<ChangeEvent<String, String>> records) throws IOException;

    @Override
    void close() throws IOException;

    /** Made into bytes, and thrown away. */
    record Nowhere(Progress progress) implements Ending {

        @Override
        public void take(List<ChangeEvent<String, String>> records) {
            long bytes = 0;
            for (ChangeEvent<String, String> each : records) {
                bytes += each.value().getBytes(UTF_8).length;
            }
            progress.add(bytes == 0 ? 0 : records.size());
        }

        @Override
        public void close() {}
    }

    /** One line a record in one file, flushed with each batch. */
    final class OneFile implements Ending {

        private static final int BUFFER_BYTES = 1 << 20;

        private final OutputStream file;
        private final Progress progress;

        OneFile(Path directory, Progress progress) throws IOException {
            Files.createDirectories(directory);
            this.file = new BufferedOutputStream(Files.newOutputStream(directory.resolve("records")), BUFFER_BYTES);
            this.progress = progress;
        }

        @Override
        public void take(List<ChangeEvent<String, String>> records) throws IOException {
            for (ChangeEvent<String, String> each : records) {
                file.write(each.value().getBytes(UTF_8));
                file.write('\n');
            }
            file.flush();
            progress.add(records.size());
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A topic, at least once: the engine knows no transactions of Kafka. Counted when the broker has taken it. */
    final class Topic implements Ending {

        private final Producer<byte[], byte[]> producer;
        private final String name;
        private final Progress progress;

        Topic(String brokers, String name, Progress progress) {
            this.name = name;
            this.progress = progress;
            this.producer = new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            brokers,
                            "acks",
                            "all",
                            "linger.ms",
                            "5",
                            "batch.size",
                            Integer.toString(1 << 18),
                            "buffer.memory",
                            Integer.toString(1 << 25)),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public void take(List<ChangeEvent<String, String>> records) throws IOException {
            for (ChangeEvent<String, String> each : records) {
                byte[] key = each.key() == null ? null : each.key().getBytes(UTF_8);
                var unused = producer.send(
                        new ProducerRecord<>(name, key, each.value().getBytes(UTF_8)),
                        (metadata, failure) -> progress.add(failure == null ? 1 : 0));
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
