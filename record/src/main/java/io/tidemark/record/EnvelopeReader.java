package io.tidemark.record;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes one record from a parser, whatever the order of its members; used once. */
final class EnvelopeReader {

    private final JsonParser parser;
    private final Envelope envelope = new Envelope();
    private final ImageReader before = new ImageReader("before");
    private final ImageReader after = new ImageReader("after");
    private List<String> unchanged = List.of();

    EnvelopeReader(JsonParser parser) {
        this.parser = parser;
    }

    PublishedChange read() throws IOException {
        require(parser.nextToken() == START_OBJECT, "the line is no JSON object");
        while (parser.nextToken() == FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "before" -> before.texts(texts(member));
                case "after" -> after.texts(texts(member));
                case "unchanged" -> unchanged = names(member);
                case JsonMarks.TRUNCATED -> marks(member, ImageReader::truncated);
                case JsonMarks.CLAIMED -> marks(member, ImageReader::claimed);
                default -> scalars(member);
            }
        }
        require(parser.nextToken() == null, "more follows the JSON object");
        return envelope.change(before.row(), after.row(), unchanged);
    }

    private @Nullable Map<String, @Nullable String> texts(String member) throws IOException {
        if (parser.currentToken() == VALUE_NULL) {
            return null;
        }
        require(parser.currentToken() == START_OBJECT, member + " is neither an object nor null");
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        while (parser.nextToken() == FIELD_NAME) {
            String column = parser.currentName();
            require(parser.nextToken().isScalarValue(), member + '.' + column + " is not a plain value");
            values.put(column, postgresText(parser.currentToken()));
        }
        return values;
    }

    /** The text as it stood in the row: the parser gives the digits of a number as they are written. */
    private @Nullable String postgresText(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> "t";
            case VALUE_FALSE -> "f";
            default -> parser.getText();
        };
    }

    private List<String> names(String member) throws IOException {
        require(parser.currentToken() == START_ARRAY, member + " is not an array");
        List<String> names = new ArrayList<>();
        while (parser.nextToken() != END_ARRAY) {
            require(parser.currentToken() == VALUE_STRING, member + " holds something else than names");
            names.add(parser.getText());
        }
        return names;
    }

    /** What is done with an entry of a list of marks. */
    @FunctionalInterface
    private interface Taker {
        void take(ImageReader image, Map<String, String> entry) throws UnreadableRecordException;
    }

    private void marks(String member, Taker taker) throws IOException {
        require(parser.currentToken() == START_ARRAY, member + " is not an array");
        while (parser.nextToken() != END_ARRAY) {
            require(parser.currentToken() == START_OBJECT, member + " holds something else than objects");
            Map<String, String> entry = new LinkedHashMap<>();
            while (parser.nextToken() == FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    entry.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            String image = entry.getOrDefault("image", "missing");
            require(image.equals("before") || image.equals("after"), member + ".image is neither before nor after");
            taker.take(image.equals("before") ? before : after, entry);
        }
    }

    /** Keeps the plain values at and below a member by their paths, such as {@code source.ts_ms}. */
    private void scalars(String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == START_OBJECT) {
            while (parser.nextToken() == FIELD_NAME) {
                String below = path + '.' + parser.currentName();
                parser.nextToken();
                scalars(below);
            }
        } else if (token == START_ARRAY) {
            parser.skipChildren();
        } else if (token != VALUE_NULL) {
            envelope.put(path, parser.getText());
        }
    }

    private static void require(boolean met, String problem) throws UnreadableRecordException {
        if (!met) {
            throw new UnreadableRecordException(problem);
        }
    }
}
