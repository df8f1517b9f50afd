package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The values of a record of {@code dts-avro} as the text that PostgreSQL has for them, as far as the workloads have such. */
final class AvroText {

    private AvroText() {}

    static Map<String, @Nullable String> ofRowAfter(GenericRecord record) {
        List<?> fields = (List<?>) record.get("fields");
        List<?> values = (List<?>) record.get("afterImages");
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            row.put(((GenericRecord) fields.get(i)).get("name").toString(), of(values.get(i)));
        }
        return row;
    }

    private static @Nullable String of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof GenericRecord record)) {
            return "left out: " + value;
        }
        return switch (record.getSchema().getName()) {
            case "Character" ->
                UTF_8.decode(((ByteBuffer) record.get("value")).duplicate()).toString();
            case "DateTime" -> time(record);
            case "TimestampWithTimeZone" ->
                time((GenericRecord) record.get("value"))
                        + record.get("timezone").toString().replaceFirst(":00$", "");
            default -> String.valueOf(record.get("value"));
        };
    }

    private static String time(GenericRecord time) {
        StringBuilder text = new StringBuilder();
        if (time.get("year") != null) {
            text.append("%04d-%02d-%02d".formatted(number(time, "year"), number(time, "month"), number(time, "day")));
        }
        if (time.get("hour") != null) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(
                    "%02d:%02d:%02d".formatted(number(time, "hour"), number(time, "minute"), number(time, "second")));
            Object micros = time.get("millis");
            if (micros instanceof Integer fraction && fraction != 0) {
                text.append(String.format(Locale.ROOT, ".%06d", fraction).replaceFirst("0+$", ""));
            }
        }
        return text.toString();
    }

    private static int number(GenericRecord time, String field) {
        return (Integer) time.get(field);
    }
}
