package io.tidemark.embedded.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it was written: a number keeps its digits and its sign, which a parsed number would not. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A value that is not an object or an array; for null the token is {@link JsonToken#VALUE_NULL}. */
    record Scalar(JsonToken token, String text) {}

    private Json() {}

    /**
     * Reads one object and nothing else.
     *
     * @return members in order: a {@link Scalar}, a map or a list each
     * @throws IOException if it is not JSON
     */
    static Map<String, Object> object(String line) throws IOException {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a record is a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("a line holds one JSON object");
            }
            return object;
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (members.put(name, value(parser, parser.nextToken())) != null) {
                throw new IOException("a member stands twice in an object");
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(parser);
        }
        if (token == null) {
            throw new IOException("the line ends before the record does");
        }
        return new Scalar(token, parser.getText());
    }
}
