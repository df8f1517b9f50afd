package io.tidemark.job.sink.files;

import io.tidemark.job.guard.Packing;
import io.tidemark.job.sink.Frames;
import io.tidemark.job.sink.Publisher;
import io.tidemark.record.DtsAvroSchema;
import io.tidemark.task.Sink;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * Records as files below the sink's directory: each checkpoint publishes what came before it, by renaming files that are
 * complete. See docs/consume.md for what a reader finds.
 */
public final class RecordFiles implements Publisher {

    private static final long FILE_BYTES = 128L << 20;

    private final Sink.Files settings;

    public RecordFiles(Sink.Files settings) {
        this.settings = settings;
    }

    /** Where values are kept that records of {@code changes} and dead letters point to. */
    @Override
    public ValueFiles values() {
        return new ValueFiles(settings.path().resolve(CHANGES), values(CHANGES));
    }

    /** A file of lines is the lines one behind the other; a container has to know where each record ends. */
    @Override
    public Packing packing() {
        return switch (settings.format()) {
            case JSON -> Packing.NONE;
            case DTS_AVRO -> Frames.PACKING;
        };
    }

    /** The values of both are kept and removed with the changes: dead letters have no folder of their own for them. */
    private Path values(String name) {
        return settings.path().resolve(name.equals(CHANGES) ? "values" : name + "-values");
    }

    @Override
    public void write(DataStream<byte[]> changes, DataStream<byte[]> deadLetters) {
        write(changes, CHANGES);
        write(deadLetters, DEAD_LETTER);
    }

    /**
     * Writes records in the order in which they come: changes in the task's format, all else as the lines that they are, each
     * with its line feed.
     *
     * @param name of the folder below the sink's directory, and of the operators
     */
    private void write(DataStream<byte[]> records, String name) {
        Path directory = settings.path().resolve(name);
        Path keptFrom = settings.path().resolve(name.equals(CHANGES) ? "kept-from" : name + "-kept-from");
        Sink.Format format = name.equals(CHANGES) ? settings.format() : Sink.Format.JSON;
        DataStream<Tuple2<String, byte[]>> sequenced = records.process(
                        new Sequence(directory, values(name), keptFrom, settings.retention()))
                .returns(Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
                .name("sequence-" + name)
                .uid("sequence-" + name)
                .setParallelism(1)
                .setMaxParallelism(1)
                // chained to the readers, where those are one as well, it would get their maximum, and its checkpoint
                // fit no other parallelism
                .startNewChain();
        sequenced
                .sinkTo(sink(new org.apache.flink.core.fs.Path(directory.toUri()), format))
                .name(name)
                .uid(name)
                .setParallelism(1)
                .setMaxParallelism(1);
    }

    private static FileSink<Tuple2<String, byte[]>> sink(org.apache.flink.core.fs.Path directory, Sink.Format format) {
        return switch (format) {
            case JSON ->
                FileSink.<Tuple2<String, byte[]>>forRowFormat(directory, (line, out) -> out.write(line.f1))
                        .withBucketAssigner(new SequenceBuckets())
                        .withRollingPolicy(new RollBySizeAndCheckpoint(FILE_BYTES))
                        .withOutputFileConfig(named(".json"))
                        .build();
            case DTS_AVRO ->
                FileSink.forBulkFormat(directory, new AvroContainer.Factory(DtsAvroSchema.get()))
                        .withBucketAssigner(new SequenceBuckets())
                        .withRollingPolicy(new RollBySizeAndCheckpoint(FILE_BYTES))
                        .withOutputFileConfig(named(".avro"))
                        .build();
        };
    }

    private static OutputFileConfig named(String suffix) {
        return OutputFileConfig.builder()
                .withPartPrefix("part")
                .withPartSuffix(suffix)
                .build();
    }
}
