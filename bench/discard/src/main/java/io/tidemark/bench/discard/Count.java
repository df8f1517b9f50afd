package io.tidemark.bench.discard;

import io.tidemark.bench.peer.Progress;
import io.tidemark.record.JsonLine;
import io.tidemark.record.UnreadableRecordException;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Counts records, and looks now and then when the chunk that they come from was begun. */
final class Count extends RichMapFunction<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** Of so many records the time is looked at in one. */
    private static final int BETWEEN_LOOKS = 64;

    private final String path;
    private transient @Nullable Progress progress;
    private long rows;

    Count(String path) {
        this.path = path;
    }

    @Override
    public void open(OpenContext context) {
        progress = Progress.into(Path.of(path));
    }

    @Override
    public byte[] map(byte[] record) throws UnreadableRecordException {
        Progress telling = progress;
        if (telling != null) {
            if (rows++ % BETWEEN_LOOKS == 0) {
                telling.read(JsonLine.commitMillis(record, 0, record.length));
            }
            telling.add(1);
        }
        return record;
    }

    @Override
    public void close() {
        Progress telling = progress;
        if (telling != null) {
            telling.close();
        }
    }
}
