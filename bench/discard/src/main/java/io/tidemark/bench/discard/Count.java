package io.tidemark.bench.discard;

import io.tidemark.bench.peer.Progress;
import io.tidemark.job.sink.Frames;
import io.tidemark.record.JsonLine;
import io.tidemark.record.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Counts records that come many in an array, and looks when the chunk that the first of them comes from was begun. */
final class Count extends RichMapFunction<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    private final String path;
    private transient @Nullable Progress progress;

    Count(String path) {
        this.path = path;
    }

    @Override
    public void open(OpenContext context) {
        progress = Progress.into(Path.of(path));
    }

    @Override
    public byte[] map(byte[] records) throws UnreadableRecordException {
        Progress telling = progress;
        if (telling != null) {
            Frames frames = new Frames(records);
            ByteBuffer first = frames.next();
            telling.read(JsonLine.commitMillis(first.array(), first.arrayOffset(), first.remaining()));
            int count = 1;
            for (; frames.hasNext(); frames.next()) {
                count++;
            }
            telling.add(count);
        }
        return records;
    }

    @Override
    public void close() {
        Progress telling = progress;
        if (telling != null) {
            telling.close();
        }
    }
}
