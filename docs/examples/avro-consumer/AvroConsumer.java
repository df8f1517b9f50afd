import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints every change of a topic: {@code AvroConsumer client.properties TOPIC dts-avro.avsc}. */
public final class AvroConsumer {

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.load(new FileReader(arguments[0], UTF_8));
        properties.setProperty("isolation.level", "read_committed");
        var reader = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(new File(arguments[2])));
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.subscribe(List.of(arguments[1]));
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    print(reader.read(null, DecoderFactory.get().binaryDecoder(record.value(), null)));
                }
                consumer.commitSync();
            }
        }
    }

    private static void print(GenericRecord change) {
        System.out.println(change.get("operation") + " " + change.get("objectName"));
        if (change.get("objectName") != null) { // else it is the BEGIN or the COMMIT of a transaction
            System.out.println("  before " + row(change.get("fields"), change.get("beforeImages")));
            System.out.println("  after  " + row(change.get("fields"), change.get("afterImages")));
        }
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
