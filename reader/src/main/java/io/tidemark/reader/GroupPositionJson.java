package io.tidemark.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.record.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The file of a group's position: one JSON object on a line, of format version 1. */
final class GroupPositionJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private GroupPositionJson() {}

    static byte[] write(GroupPosition position, Instant now) {
        Place place = position.place();
        Stamp last = position.last();
        ObjectNode node = JSON.createObjectNode()
                .put("version", VERSION)
                .put("bucket", place == null ? null : place.part().bucket().name())
                .put("file", place == null ? null : place.part().name())
                .put("offset", place == null ? null : (Long) place.offset())
                .put("position", last == null ? null : last.position().toString())
                .put("commit_ms", last == null ? null : (Long) last.commitMillis())
                .put("updated", now.toString());
        return (node + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException with what is wrong if the bytes are not what {@link #write} writes */
    static GroupPosition read(byte[] bytes) throws IOException {
        JsonNode node = tree(bytes);
        JsonNode version = node.path("version");
        if (!version.isInt() || version.intValue() != VERSION) {
            throw new IOException("its 'version' should be %d, but is %s".formatted(VERSION, shown(version)));
        }
        return new GroupPosition(place(node), last(node));
    }

    private static JsonNode tree(byte[] bytes) throws IOException {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IOException("it is not a JSON object");
    }

    private static @Nullable Place place(JsonNode node) throws IOException {
        boolean isBeginning = node.path("bucket").isNull()
                && node.path("file").isNull()
                && node.path("offset").isNull();
        return isBeginning ? null : new Place(part(node), offset(node));
    }

    private static Part part(JsonNode node) throws IOException {
        Bucket bucket = Bucket.parse(node.path("bucket").asText());
        Part part = bucket == null ? null : Part.parse(bucket, node.path("file").asText());
        if (part == null) {
            throw new IOException("its 'bucket' and 'file' do not name a file of changes, but are %s and %s"
                    .formatted(shown(node.path("bucket")), shown(node.path("file"))));
        }
        return part;
    }

    private static long offset(JsonNode node) throws IOException {
        JsonNode offset = node.path("offset");
        if (!offset.canConvertToLong() || !offset.isIntegralNumber() || offset.longValue() < 0) {
            throw new IOException("its 'offset' should be a number of bytes, but is " + shown(offset));
        }
        return offset.longValue();
    }

    private static @Nullable Stamp last(JsonNode node) throws IOException {
        JsonNode position = node.path("position");
        JsonNode commit = node.path("commit_ms");
        if (position.isNull() && commit.isNull()) {
            return null;
        }
        try {
            return new Stamp(Position.parse(position.asText()), millis(commit));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "its 'position' and 'commit_ms' should be a position and a number, or both null, but are %s and %s"
                            .formatted(shown(position), shown(commit)),
                    e);
        }
    }

    private static long millis(JsonNode commit) {
        if (!commit.isIntegralNumber()) {
            throw new IllegalArgumentException("not a whole number");
        }
        return commit.longValue();
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }
}
