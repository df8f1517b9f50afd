package io.tidemark.job.sink.files;

import io.tidemark.task.Sink;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * Lines as files below the sink's directory: each checkpoint publishes what came before it, by renaming files that are
 * complete. See docs/consume.md for what a reader finds.
 */
public final class LineFiles {

    private static final String CHANGES = "changes";
    private static final long FILE_BYTES = 128L << 20;

    private final Sink.Files settings;

    public LineFiles(Sink.Files settings) {
        this.settings = settings;
    }

    /** Where values are kept that lines of {@code changes} point to. */
    public ValueFiles values() {
        return new ValueFiles(settings.path().resolve(CHANGES), values(CHANGES));
    }

    /** Dead letters point to no values: the folder of theirs is never made. */
    private Path values(String name) {
        return settings.path().resolve(name.equals(CHANGES) ? "values" : name + "-values");
    }

    /**
     * Writes lines, each with its line feed, in the order in which they come.
     *
     * @param name of the folder below the sink's directory, and of the operators
     */
    public void write(DataStream<byte[]> lines, String name) {
        Path directory = settings.path().resolve(name);
        Path keptFrom = settings.path().resolve(name.equals(CHANGES) ? "kept-from" : name + "-kept-from");
        DataStream<Tuple2<String, byte[]>> sequenced = lines.process(
                        new Sequence(directory, values(name), keptFrom, settings.retention()))
                .returns(Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
                .name("sequence-" + name)
                .uid("sequence-" + name)
                .setParallelism(1)
                .setMaxParallelism(1)
                // Chained to the readers, where those are one as well, it would get their maximum, and its checkpoint
                // fit no other
                // parallelism.
                .startNewChain();
        FileSink<Tuple2<String, byte[]>> sink = FileSink.<Tuple2<String, byte[]>>forRowFormat(
                        new org.apache.flink.core.fs.Path(directory.toUri()), (line, out) -> out.write(line.f1))
                .withBucketAssigner(new SequenceBuckets())
                .withRollingPolicy(new RollBySizeAndCheckpoint(FILE_BYTES))
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("part")
                        .withPartSuffix(".json")
                        .build())
                .build();
        sequenced.sinkTo(sink).name(name).uid(name).setParallelism(1).setMaxParallelism(1);
    }
}
