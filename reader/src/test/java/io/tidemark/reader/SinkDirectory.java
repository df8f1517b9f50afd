package io.tidemark.reader;

import io.tidemark.record.DtsAvroSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;

/** Writes a sink's directory as the job does: files appear whole, by a rename. */
record SinkDirectory(Path path) {

    static final String WRITER = "0b1e7a52-4c1d-4a55-9c1e-2f0d6f6d3a10";

    /** A record of the stream that committed at {@code millis} and whose position ends in {@code number}. */
    static String change(long number, long millis) {
        return record(number, millis, false);
    }

    /** A row of a snapshot that was taken at {@code millis}. */
    static String snapshot(long number, long millis) {
        return record(number, millis, true);
    }

    static Bucket bucket(long checkpoint) {
        return new Bucket(1, checkpoint);
    }

    static Part part(Bucket bucket, long number) {
        return new Part(bucket, "part-" + WRITER + "-" + number + ".json", WRITER, number);
    }

    /** Makes a file of these lines visible. */
    Part finish(Bucket bucket, long number, String... lines) throws IOException {
        return finishRaw(bucket, number, String.join("\n", lines) + "\n");
    }

    Part finishRaw(Bucket bucket, long number, String content) throws IOException {
        Part part = part(bucket, number);
        Path file = file(part);
        Path unfinished = Files.createDirectories(folder(bucket)).resolve("." + part.name() + ".inprogress");
        Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return part;
    }

    /** Makes a container of these records visible, with a block for every few of them. */
    Part finishContainer(Bucket bucket, long number, List<byte[]> records) throws IOException {
        String name = part(bucket, number).name().replace(".json", ".avro");
        Path unfinished = Files.createDirectories(folder(bucket)).resolve("." + name + ".inprogress");
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(DtsAvroSchema.get()))) {
            writer.setSyncInterval(300).create(DtsAvroSchema.get(), unfinished.toFile());
            for (byte[] record : records) {
                writer.appendEncoded(ByteBuffer.wrap(record));
            }
        }
        Files.move(unfinished, folder(bucket).resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return new Part(bucket, name, WRITER, number);
    }

    Path file(Part part) {
        return files().path(part);
    }

    Path folder(Bucket bucket) {
        return path.resolve("changes").resolve(bucket.name());
    }

    ChangeFiles files() {
        return new ChangeFiles(path);
    }

    /** What the job's retention does before it deletes anything. */
    void keepFrom(Bucket bucket) throws IOException {
        Path temporary = path.resolve(".kept-from.tmp");
        Files.writeString(temporary, bucket.name() + "\n");
        Files.move(temporary, path.resolve("kept-from"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What it does then. */
    void delete(Bucket bucket) throws IOException {
        Path folder = folder(bucket);
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(folder);
    }

    private static String record(long number, long millis, boolean snapshot) {
        String transaction = snapshot
                ? "null"
                : "{\"id\":\"765:26714560\",\"total_order\":%d,\"data_collection_order\":%d,\"last\":true}"
                        .formatted(number, number);
        return ("{\"before\":null,\"after\":{\"id\":%d,\"source\":\",\\\"source\\\":{,\\\"ts_ms\\\":1,\"},"
                        + "\"source\":{\"version\":\"1\",\"connector\":\"tidemark\",\"name\":\"shop\",\"ts_ms\":%d,"
                        + "\"snapshot\":\"%s\",\"db\":\"shop\",\"schema\":\"public\",\"table\":\"orders\",\"txId\":%s,"
                        + "\"lsn\":26714560,\"position\":\"0/197A1C0#%d\"},\"op\":\"%s\",\"ts_ms\":%d,\"transaction\":%s}")
                .formatted(
                        number,
                        millis,
                        snapshot,
                        snapshot ? null : 765,
                        snapshot ? 0 : number,
                        snapshot ? "r" : "c",
                        millis + 5,
                        transaction);
    }
}
