package io.tidemark.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the lines that {@link JsonEncoder} writes. Members that it does not know are skipped, and their order does not
 * matter, so that a record may gain members. May be used by several threads.
 */
public final class JsonDecoder {

    private static final JsonFactory JSON = JsonFactory.builder()
            // Jackson would stop at strings of 20 million characters; the row limit is the task's to set
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * Reads one line, with or without its line feed.
     *
     * @throws UnreadableRecordException if it is not a change of the format's version
     */
    public PublishedChange decode(byte[] line) throws UnreadableRecordException {
        return decode(line, 0, line.length);
    }

    /** As {@link #decode(byte[])}, of a line that lies in a larger array. */
    public PublishedChange decode(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            return new EnvelopeReader(parser).read();
        } catch (UnreadableRecordException e) {
            throw e;
        } catch (JsonProcessingException e) {
            // neither its message nor itself as the cause: they quote the line
            throw new UnreadableRecordException(
                    "no JSON from byte %d on".formatted(e.getLocation().getByteOffset()));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /** As {@link #decode(byte[])}. */
    public PublishedChange decode(String line) throws UnreadableRecordException {
        return decode(line.getBytes(StandardCharsets.UTF_8));
    }
}
