package io.tidemark.bench.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.bench.peer.Progress;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.MapFunction;
import org.jspecify.annotations.Nullable;

/** Counts what comes out of the source, over the subtasks, which are threads of one process. */
final class Count implements MapFunction<String, byte[]> {

    private static final long serialVersionUID = 1L;

    private static @Nullable Progress shared;

    private final String progress;
    private transient @Nullable Progress told;

    Count(String progress) {
        this.progress = progress;
    }

    @Override
    public byte[] map(String row) {
        Progress telling = told;
        if (telling == null) {
            telling = shared(progress);
            telling.read(System.currentTimeMillis());
            told = telling;
        }
        telling.add(1);
        return row.getBytes(UTF_8);
    }

    private static synchronized Progress shared(String path) {
        Progress there = shared;
        if (there == null) {
            there = Progress.into(Path.of(path));
            shared = there;
        }
        return there;
    }
}
