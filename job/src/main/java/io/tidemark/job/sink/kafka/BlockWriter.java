package io.tidemark.job.sink.kafka;

import io.tidemark.job.sink.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Writes the parcels of a block, one after the other, with a writer that takes them one by one. */
@SuppressWarnings("try") // what the other one throws when it is closed
final class BlockWriter<S, C> implements StatefulSinkWriter<byte[], S>, CommittingSinkWriter<byte[], C> {

    private final StatefulSinkWriter<ByteBuffer, S> stateful;
    private final CommittingSinkWriter<ByteBuffer, C> committing;

    /** @param writer of one parcel after the other, which keeps state and makes committables */
    @SuppressWarnings("unchecked")
    BlockWriter(SinkWriter<ByteBuffer> writer) {
        this.stateful = (StatefulSinkWriter<ByteBuffer, S>) writer;
        this.committing = (CommittingSinkWriter<ByteBuffer, C>) writer;
    }

    @Override
    public void write(byte[] block, Context context) throws IOException, InterruptedException {
        for (Frames frames = new Frames(block); frames.hasNext(); ) {
            stateful.write(frames.next(), context);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        stateful.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        stateful.writeWatermark(watermark);
    }

    @Override
    public Collection<C> prepareCommit() throws IOException, InterruptedException {
        return committing.prepareCommit();
    }

    @Override
    public List<S> snapshotState(long checkpointId) throws IOException {
        return stateful.snapshotState(checkpointId);
    }

    @Override
    public void close() throws Exception {
        stateful.close();
    }
}
