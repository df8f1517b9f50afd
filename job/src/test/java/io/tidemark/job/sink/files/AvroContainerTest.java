package io.tidemark.job.sink.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.job.SomeChanges;
import io.tidemark.record.DtsAvroDecoder;
import io.tidemark.record.DtsAvroEncoder;
import io.tidemark.record.DtsAvroSchema;
import io.tidemark.record.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroContainerTest {

    @TempDir
    private Path directory;

    @Test
    void anAvroReaderThatKnowsNothingElseReadsEveryRecordInOrder() throws Exception {
        DtsAvroEncoder encoder = new DtsAvroEncoder("17.2");
        List<String> written = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Row row = Row.of(String.valueOf(i), "1.5", "2", "2024-01-01 08:00:00+08", null, "x".repeat(100));
            records.add(encoder.encode(SomeChanges.insert(SomeChanges.ORDERS, row)));
            written.add(DtsAvroDecoder.json(new DtsAvroDecoder().decode(records.get(i))));
        }

        Path file = write(records);

        List<String> read = new ArrayList<>();
        int blocks = 0;
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            assertThat(reader.getSchema()).isEqualTo(DtsAvroSchema.get());
            for (long block = 0; reader.hasNext(); ) {
                read.add(DtsAvroDecoder.json(reader.next()));
                blocks += reader.previousSync() == block ? 0 : 1;
                block = reader.previousSync();
            }
        }
        assertThat(read).isEqualTo(written);
        assertThat(blocks).isGreaterThanOrEqualTo((int) (Files.size(file) / 70_000));
    }

    @Test
    void aFileWithoutRecordsIsOneToo() throws Exception {
        Path file = write(List.of());

        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            assertThat(reader.hasNext()).isFalse();
        }
    }

    private Path write(List<byte[]> records) throws IOException {
        Path file = directory.resolve("part-1-0.avro");
        try (FSDataOutputStream out = LocalFileSystem.getSharedInstance()
                .create(new org.apache.flink.core.fs.Path(file.toUri()), WriteMode.NO_OVERWRITE)) {
            BulkWriter<Tuple2<String, byte[]>> writer = new AvroContainer.Factory(DtsAvroSchema.get()).create(out);
            for (byte[] record : records) {
                ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + record.length);
                framed.putInt(record.length).put(record);
                writer.addElement(Tuple2.of("", framed.array()));
            }
            writer.finish();
        }
        return file;
    }
}
