package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.UnreadableRecordException;
import io.tidemark.task.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of a topic as lines of JSON, gathered until there are enough of them to be written. */
final class TopicLines {

    private final Sink.Format format;
    private final DtsAvroDecoder avro = new DtsAvroDecoder();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * PartReader.BLOCK);

    TopicLines(Sink.Format format) {
        this.format = format;
    }

    /** @throws ReaderException if the record is none of the format */
    void add(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            throw damaged(record, "it has no value");
        }
        if (format == Sink.Format.JSON) {
            lines.writeBytes(value);
        } else {
            try {
                lines.writeBytes(DtsAvroDecoder.json(avro.decode(value)).getBytes(UTF_8));
            } catch (UnreadableRecordException e) {
                throw damaged(record, String.valueOf(e.getMessage()));
            }
        }
        lines.write('\n');
    }

    boolean areEnough() {
        return lines.size() >= PartReader.BLOCK;
    }

    /** All that was gathered since it was last taken. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(lines.toByteArray());
        lines.reset();
        return taken;
    }

    private static ReaderException damaged(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new ReaderException(
                "the record at offset %d of partition %d of topic '%s' can't be read: %s. Was sink.kafka.format another one when it was published?"
                        .formatted(record.offset(), record.partition(), record.topic(), reason));
    }
}
