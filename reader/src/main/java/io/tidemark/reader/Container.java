package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.record.DtsAvroSchema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * A file as Avro's specification has it for many records: a header, then blocks. Read by hand, and not by the library, because a
 * place in it has to be found again by its byte.
 */
final class Container implements Closeable {

    /** A header holds the schema, and a block's head two numbers. */
    private static final int MOST_OF_HEADER = 1 << 20;

    private static final int MOST_OF_HEAD = 20;

    private final Part part;
    private final FileChannel channel;
    private final long size;
    private final byte[] sync = new byte[DataFileConstants.SYNC_SIZE];
    private final long firstBlock;

    /**
     * What a block begins with.
     *
     * @param records how many it has
     * @param data where they begin
     * @param length of them all, in bytes
     */
    record Head(long start, long records, long data, int length) {

        /** Where the next block begins, or the file ends. */
        long end() {
            return data + length + DataFileConstants.SYNC_SIZE;
        }
    }

    private Container(Part part, FileChannel channel) throws IOException {
        this.part = part;
        this.channel = channel;
        this.size = channel.size();
        this.firstBlock = size == 0 ? 0 : readHeader();
    }

    /** @throws RemovedException if the file is not there */
    static Container open(ChangeFiles files, Part part) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(files.path(part), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw RemovedException.gone(part);
        }
        try {
            return new Container(part, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    long firstBlock() {
        return firstBlock;
    }

    private long readHeader() throws IOException {
        byte[] bytes = read(0, (int) Math.min(size, MOST_OF_HEADER));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        Map<String, String> meta = new HashMap<>();
        try {
            byte[] magic = new byte[DataFileConstants.MAGIC.length];
            decoder.readFixed(magic);
            if (!Arrays.equals(magic, DataFileConstants.MAGIC)) {
                throw damaged("it does not begin as an Avro container does", 0);
            }
            for (long left = decoder.readMapStart(); left > 0; left = decoder.mapNext()) {
                for (long i = 0; i < left; i++) {
                    meta.put(
                            decoder.readString(),
                            new String(decoder.readBytes(null).array(), UTF_8));
                }
            }
            decoder.readFixed(sync);
            requireOurs(meta);
            return (long) bytes.length - decoder.inputStream().available();
        } catch (IOException | AvroRuntimeException e) {
            throw damaged("its header has no end", 0);
        }
    }

    private void requireOurs(Map<String, String> meta) {
        String codec = meta.getOrDefault(DataFileConstants.CODEC, DataFileConstants.NULL_CODEC);
        Schema schema = new Schema.Parser().parse(meta.get(DataFileConstants.SCHEMA));
        if (!codec.equals(DataFileConstants.NULL_CODEC) || !schema.equals(DtsAvroSchema.get())) {
            throw new ReaderException(
                    "%s is not as the job writes it: its records are compressed, or have another schema than that of dts-avro"
                            .formatted(part));
        }
    }

    /** The head of the block that begins at a byte before the end. */
    Head head(long start) throws IOException {
        byte[] bytes = read(start, (int) Math.min(MOST_OF_HEAD, size - start));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        Head head;
        try {
            long records = decoder.readLong();
            long length = decoder.readLong();
            long data = start + bytes.length - decoder.inputStream().available();
            if (records < 0 || length < 0 || length > size - data - sync.length) {
                throw damaged("the block has no end", start);
            }
            head = new Head(start, records, data, Math.toIntExact(length));
        } catch (IOException | AvroRuntimeException e) {
            throw damaged("the block has no end", start);
        }
        if (!Arrays.equals(read(head.end() - sync.length, sync.length), sync)) {
            throw damaged("the block does not end as it should", start);
        }
        return head;
    }

    byte[] data(Head head) throws IOException {
        return read(head.data(), head.length());
    }

    ReaderException damaged(String how, long at) {
        return new ReaderException("%s is damaged at byte %d: %s".formatted(part, at, how));
    }

    private byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            // in small pieces, because the channel copies each through a native buffer of its size
            int read = channel.read(ByteBuffer.wrap(bytes, at, Math.min(PartReader.BLOCK, length - at)), offset + at);
            if (read < 0) {
                throw new ReaderException("%s was cut to %d bytes while it was read: finished files never change"
                        .formatted(part, offset + at));
            }
            at += read;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
