package io.tidemark.job.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers records on their way to the one writer: what it costs to hand over an array, and to write it, is paid once for many.
 * No record waits for others to come: what the source gave in one go is handed over when that is done, and before a checkpoint.
 */
public final class GatherRecords extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** Two of Flink's network buffers, and many times what one call of the system costs. */
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Framing framing;
    private final transient MailboxExecutor mailbox;
    private final transient StreamRecord<byte[]> element = new StreamRecord<>(new byte[0]);
    private transient ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    private transient boolean handsOverSoon;

    private GatherRecords(Framing framing, MailboxExecutor mailbox) {
        this.framing = framing;
        this.mailbox = mailbox;
    }

    /**
     * Adds the stage behind {@code records}, in the same chain.
     *
     * @param name of the records; becomes a part of the operator's name and uid
     */
    public static SingleOutputStreamOperator<byte[]> of(DataStream<byte[]> records, String name, Framing framing) {
        return records.transform(
                        "gather-" + name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new Factory(framing))
                .uid("gather-" + name);
    }

    @Override
    public void processElement(StreamRecord<byte[]> gathered) {
        byte[] record = gathered.getValue();
        int bytes = Math.addExact(framing.headBytes(), record.length);
        if (bytes > block.remaining()) {
            handOver();
        }
        if (bytes > block.remaining()) {
            hand(framed(ByteBuffer.allocate(bytes), record).array());
            return;
        }
        framed(block, record);
        if (!handsOverSoon) {
            handsOverSoon = true;
            mailbox.execute(this::handOverNow, "hand over the records gathered so far");
        }
    }

    private ByteBuffer framed(ByteBuffer target, byte[] record) {
        if (framing == Framing.LENGTHS) {
            target.putInt(record.length);
        }
        return target.put(record);
    }

    private void handOverNow() {
        handsOverSoon = false;
        handOver();
    }

    private void handOver() {
        if (block.position() > 0) {
            byte[] records = Arrays.copyOf(block.array(), block.position());
            block.clear();
            hand(records);
        }
    }

    private void hand(byte[] records) {
        output.collect(element.replace(records));
    }

    /** What came before the barrier belongs to its checkpoint. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOver();
    }

    @Override
    public void finish() {
        handOver();
    }

    /** Makes the operator with the mailbox of its task, whose letters are read when the source has given what it had. */
    static final class Factory extends AbstractStreamOperatorFactory<byte[]>
            implements OneInputStreamOperatorFactory<byte[], byte[]> {

        private static final long serialVersionUID = 1L;

        private final Framing framing;

        Factory(Framing framing) {
            this.framing = framing;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink asks for the type that it was told
        public <T extends StreamOperator<byte[]>> T createStreamOperator(StreamOperatorParameters<byte[]> parameters) {
            GatherRecords operator = new GatherRecords(framing, parameters.getMailboxExecutor());
            operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
            return (T) operator;
        }

        @Override
        public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
            return GatherRecords.class;
        }
    }
}
