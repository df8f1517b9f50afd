package io.tidemark.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;

/** The schema of what {@link DtsAvroEncoder} writes, for a reader and for the header of a container file. */
public final class DtsAvroSchema {

    private static final Schema SCHEMA = read();

    private DtsAvroSchema() {}

    public static Schema get() {
        return SCHEMA;
    }

    private static Schema read() {
        try (InputStream resource = DtsAvroSchema.class.getResourceAsStream("dts-avro.avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(resource));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of dts-avro is not on the class path", e);
        }
    }
}
