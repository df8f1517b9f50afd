package io.tidemark.job.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.record.Change;
import io.tidemark.record.Mark;
import io.tidemark.record.Row;
import io.tidemark.record.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * A change that is not published, as a line of JSON that says which and why, and holds the row: its values in base64, so that no byte of
 * them is altered, and in {@code claimed} where those are that lie in files.
 */
public final class DeadLetter {

    /** The side output of dead letters. */
    public static final OutputTag<byte[]> TAG =
            new OutputTag<>("dead-letters", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetter() {}

    /**
     * The line, with the line feed at its end.
     *
     * @param column the column that is the cause; {@code null} if none is by itself
     */
    public static byte[] line(Change change, @Nullable String column, String reason) {
        return line(change, change.payload(), column, reason);
    }

    /** @param size how many bytes the values of the change have, those that lie in files included */
    static byte[] line(Change change, long size, @Nullable String column, String reason) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("schema", change.table().schema());
            json.writeStringField("table", change.table().name());
            json.writeStringField("op", String.valueOf(change.operation().code()));
            json.writeStringField("position", change.position().toString());
            json.writeNumberField("txId", change.transaction().xid());
            json.writeNumberField("ts_ms", change.transaction().commitMicros() / 1000);
            json.writeStringField("column", column);
            json.writeNumberField("size", size);
            json.writeStringField("reason", reason);
            writeKey(json, change);
            writeRow(json, "before", change.table(), change.before());
            writeRow(json, "after", change.table(), change.after());
            if (!change.isWhole()) {
                writeClaimed(json, change);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return line.toByteArray();
    }

    /** The same letter without the row, for a sink that can't carry it: which row it is, and why, stays. */
    public static byte[] withoutRow(byte[] line) {
        ByteArrayOutputStream shorter = new ByteArrayOutputStream();
        try (JsonParser letter = JSON.createParser(line);
                JsonGenerator json = JSON.createGenerator(shorter)) {
            letter.nextToken();
            json.writeStartObject();
            while (letter.nextToken() == JsonToken.FIELD_NAME) {
                String name = letter.currentName();
                letter.nextToken();
                if (name.equals("before") || name.equals("after")) {
                    letter.skipChildren();
                    json.writeNullField(name);
                } else {
                    json.writeFieldName(name);
                    json.copyCurrentStructure(letter);
                }
            }
            json.writeBooleanField("row_left_out", true);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return shorter.toByteArray();
    }

    private static void writeKey(JsonGenerator json, Change change) throws IOException {
        Row row = change.after() == null ? change.before() : change.after();
        json.writeObjectFieldStart("key");
        for (int i = 0; row != null && i < row.size(); i++) {
            if (change.table().columns().get(i).key()) {
                json.writeStringField(change.table().columns().get(i).name(), row.text(i));
            }
        }
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, String name, Table table, @Nullable Row row) throws IOException {
        if (row == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        for (int i = 0; i < row.size(); i++) {
            if (row.isNull(i)) {
                json.writeNullField(table.columns().get(i).name());
            } else if (row.length(i) >= 0) {
                byte[] value = Arrays.copyOfRange(row.bytes(), row.offset(i), row.offset(i) + row.length(i));
                json.writeBinaryField(table.columns().get(i).name(), value);
            }
        }
        json.writeEndObject();
    }

    private static void writeClaimed(JsonGenerator json, Change change) throws IOException {
        json.writeArrayFieldStart("claimed");
        writeClaimed(json, "before", change.table(), change.before());
        writeClaimed(json, "after", change.table(), change.after());
        json.writeEndArray();
    }

    /** As in the record. */
    private static void writeClaimed(JsonGenerator json, String image, Table table, @Nullable Row row)
            throws IOException {
        for (int i = 0; row != null && i < row.size(); i++) {
            Mark mark = row.mark(i);
            if (mark != null) {
                json.writeStartObject();
                json.writeStringField("image", image);
                json.writeStringField("column", table.columns().get(i).name());
                json.writeStringField("path", "".equals(mark.path()) ? null : mark.path());
                json.writeNumberField("bytes", mark.bytes());
                json.writeStringField("sha256", mark.sha256());
                json.writeEndObject();
            }
        }
    }

    /** The name of the column that has the most bytes in either image; {@code null} if there is no image. */
    static @Nullable String largestColumn(Change change) {
        String largest = null;
        long most = -1;
        for (int i = 0; i < change.table().columns().size(); i++) {
            long size = length(change.before(), i) + length(change.after(), i);
            if (size > most) {
                most = size;
                largest = change.table().columns().get(i).name();
            }
        }
        return largest;
    }

    private static long length(@Nullable Row row, int column) {
        return row == null ? 0 : Math.max(0, row.length(column));
    }
}
