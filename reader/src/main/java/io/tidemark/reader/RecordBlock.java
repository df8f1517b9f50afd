package io.tidemark.reader;

import io.tidemark.reader.Container.Head;
import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.DtsAvroSchema;
import io.tidemark.record.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Some records of a container, as the lines of JSON that people read. */
final class RecordBlock implements Block {

    private final Place end;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<Place> places = new ArrayList<>();
    private final List<Stamp> stamps = new ArrayList<>();

    private RecordBlock(Place end) {
        this.end = end;
    }

    /** @param from the byte of the file before which records are left out; 0 for none */
    static RecordBlock read(Part part, Container container, Head head, long from) throws IOException {
        byte[] data = container.data(head);
        RecordBlock block = new RecordBlock(new Place(part, head.end()));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data, null);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(DtsAvroSchema.get());
        long at = head.start();
        try {
            for (long i = 0; i < head.records(); i++) {
                GenericRecord record = reader.read(null, decoder);
                if (at >= from) {
                    block.add(new Place(part, at), record);
                }
                at = head.data() + data.length - decoder.inputStream().available();
            }
        } catch (IOException | AvroRuntimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // neither its message nor itself as the cause: they may quote what was read
            throw container.damaged("no record of dts-avro begins there", at);
        }
        return block;
    }

    private void add(Place place, GenericRecord record) {
        places.add(place);
        stamps.add(new Stamp(
                Position.parse(record.get("sourcePosition").toString()),
                Math.multiplyExact((long) record.get("sourceTimestamp"), 1000L)));
        lines.writeBytes(DtsAvroDecoder.json(record).getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
    }

    int size() {
        return places.size();
    }

    boolean beginsAt(long offset) {
        return !places.isEmpty() && places.get(0).offset() == offset;
    }

    @Override
    public Place end() {
        return end;
    }

    @Override
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(lines.toByteArray());
    }

    @Override
    public Stamp firstStamp() {
        return stamps.get(0);
    }

    @Override
    public Stamp lastStamp() {
        return stamps.get(stamps.size() - 1);
    }

    @Override
    public @Nullable Place first(Predicate<Stamp> wanted) {
        for (int i = 0; i < stamps.size(); i++) {
            if (wanted.test(stamps.get(i))) {
                return places.get(i);
            }
        }
        return null;
    }
}
