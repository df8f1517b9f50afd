package io.tidemark.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads what {@link DtsAvroEncoder} writes: as a record of the Avro library, or as a line of JSON for people, in which every
 * field has its name, a value stands below the name of its branch, and bytes are text or hexadecimal digits.
 */
public final class DtsAvroDecoder {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(DtsAvroSchema.get());

    /**
     * Reads one bare record.
     *
     * @throws UnreadableRecordException if the bytes are not one, or more than one
     */
    public GenericRecord decode(byte[] record) throws UnreadableRecordException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(record, null);
        try {
            GenericRecord decoded = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw UnreadableRecordException.avro("more follows the record");
            }
            return decoded;
        } catch (UnreadableRecordException e) {
            throw e;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            // neither its message nor itself as the cause: they may quote what was read
            throw UnreadableRecordException.avro("%d bytes that do not fit its schema".formatted(record.length));
        }
    }

    /** A record as a line of JSON, without a line feed. */
    public static String json(GenericRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, record);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return line.toString(UTF_8);
    }

    private static void write(JsonGenerator json, GenericRecord record) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            Object value = record.get(field.pos());
            if (value instanceof ByteBuffer bytes) {
                json.writeString(text(record, bytes));
            } else {
                write(json, value, false);
            }
        }
        json.writeEndObject();
    }

    /** @param ofImage whether the value is one of a row, where the name of its branch tells what it is */
    private static void write(JsonGenerator json, Object value, boolean ofImage) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof GenericRecord record) {
            writeBranch(json, record, ofImage && !record.getSchema().getName().equals("Field"));
        } else if (value instanceof GenericEnumSymbol<?> symbol) {
            writeSymbol(json, symbol, ofImage);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            // sorted, because the library's map has no order
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                json.writeStringField(entry.getKey().toString(), String.valueOf(entry.getValue()));
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item, true);
            }
            json.writeEndArray();
        } else if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else {
            writeNumber(json, (Number) value);
        }
    }

    private static void writeBranch(JsonGenerator json, GenericRecord record, boolean named) throws IOException {
        if (!named) {
            write(json, record);
            return;
        }
        json.writeStartObject();
        json.writeFieldName(record.getSchema().getName());
        write(json, record);
        json.writeEndObject();
    }

    private static void writeSymbol(JsonGenerator json, GenericEnumSymbol<?> symbol, boolean named) throws IOException {
        if (!named) {
            json.writeString(symbol.toString());
            return;
        }
        json.writeStartObject();
        json.writeStringField(symbol.getSchema().getName(), symbol.toString());
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Double value) {
            json.writeNumber(value);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    /** The text of a {@code Character}, else the bytes as PostgreSQL prints a bytea. */
    private static String text(GenericRecord record, ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        boolean isText =
                record.hasField("charset") && record.get("charset").toString().equals("UTF-8");
        return isText ? new String(bytes, UTF_8) : "\\x" + HexFormat.of().formatHex(bytes);
    }
}
