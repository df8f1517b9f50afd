import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints every change of a topic: {@code AvroConsumer client.properties TOPIC dts-avro.avsc}. */
public final class AvroConsumer {

    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        properties.load(new FileReader(arguments[0], UTF_8));
        properties.setProperty("isolation.level", "read_committed");
        var reader = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(new File(arguments[2])));
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.subscribe(List.of(arguments[1]));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    print(reader.read(null, DecoderFactory.get().binaryDecoder(record.value(), null)));
                }
                consumer.commitSync();
            }
        }
    }

    private static void print(GenericRecord change) {
        String before = row(change.get("fields"), change.get("beforeImages"));
        String after = row(change.get("fields"), change.get("afterImages"));
        System.out.printf("%s %s%n  before %s%n  after  %s%n", change.get("operation"), change.get("objectName"), before, after);
    }

    private static String row(Object fields, Object image) {
        if (!(image instanceof List<?> values)) {
            return String.valueOf(image); // no row, or the text of a statement
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof GenericRecord part && part.getSchema().getName().equals("Character")) {
                value = UTF_8.decode((ByteBuffer) part.get("value"));
            }
            row.add(((GenericRecord) ((List<?>) fields).get(i)).get("name") + "=" + value);
        }
        return row.toString();
    }
}
