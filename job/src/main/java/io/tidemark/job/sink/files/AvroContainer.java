package io.tidemark.job.sink.files;

import io.tidemark.job.sink.Frames;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * One file as Avro's specification has it for many records: a header with their schema, then blocks of some 64 kB. The records
 * come in their binary form and are copied.
 */
final class AvroContainer implements BulkWriter<Tuple2<String, byte[]>> {

    private final DataFileWriter<GenericRecord> file;

    private AvroContainer(DataFileWriter<GenericRecord> file) {
        this.file = file;
    }

    /** Begins a file for each part. */
    static final class Factory implements BulkWriter.Factory<Tuple2<String, byte[]>> {

        private static final long serialVersionUID = 1L;

        private final Schema schema;

        Factory(Schema schema) {
            this.schema = schema;
        }

        @Override
        public BulkWriter<Tuple2<String, byte[]>> create(FSDataOutputStream out) throws IOException {
            // closed by who opened the stream, once the file is finished
            return new AvroContainer(
                    new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema)).create(schema, out));
        }
    }

    @Override
    public void addElement(Tuple2<String, byte[]> records) throws IOException {
        for (Frames frames = new Frames(records.f1); frames.hasNext(); ) {
            file.appendEncoded(frames.next());
        }
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void finish() throws IOException {
        file.flush();
    }
}
