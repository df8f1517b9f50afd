package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.GrowingBytes;
import io.tidemark.record.UnencodableValueException;
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
 * Makes the published records of changes, many in one array: what it costs to hand an array over to the one writer, and to write it, is
 * paid once for all of them. A change that can't be carried as it is goes to the dead letters.
 *
 * <p>No record waits for others to come: what the source gave in one go is handed over when that is done, and before a checkpoint.
 */
public final class EncodeChanges extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<Change, byte[]> {

    private static final long serialVersionUID = 1L;

    /** Two of Flink's network buffers, and many times what one call of the system costs. */
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Packing packing;
    private final transient ChangeEncoder encoder;
    private final transient MailboxExecutor mailbox;
    private final transient StreamRecord<byte[]> element = new StreamRecord<>(new byte[0]);
    private final transient GrowingBytes block = new GrowingBytes();
    private transient boolean handsOverSoon;

    private EncodeChanges(Encoding encoding, Packing packing, MailboxExecutor mailbox) {
        this.packing = packing;
        this.encoder = encoding.encoder();
        this.mailbox = mailbox;
    }

    /** Adds the stage behind {@code changes}, in the same chain; its dead letters are a side output. */
    public static SingleOutputStreamOperator<byte[]> of(
            DataStream<Change> changes, Encoding encoding, Packing packing) {
        return changes.transform(
                        "encode", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new Factory(encoding, packing))
                .uid("encode");
    }

    @Override
    public void processElement(StreamRecord<Change> element) {
        Change change = element.getValue();
        int before = block.length();
        try {
            packing.pack(change, encoder, block);
        } catch (UnencodableValueException e) {
            block.truncate(before);
            bury(DeadLetter.line(change.whole(), e.column(), e.reason()));
        } catch (TooLargeException e) {
            block.truncate(before);
            bury(DeadLetter.line(change.whole(), DeadLetter.largestColumn(change), String.valueOf(e.getMessage())));
        }
        if (block.length() >= BLOCK_BYTES) {
            handOver();
        } else if (!handsOverSoon && block.length() > 0) {
            handsOverSoon = true;
            mailbox.execute(this::handOverNow, "hand over the records encoded so far");
        }
    }

    private void bury(byte[] letter) {
        output.collect(DeadLetter.TAG, new StreamRecord<>(letter));
    }

    private void handOverNow() {
        handsOverSoon = false;
        handOver();
    }

    private void handOver() {
        if (block.length() > 0) {
            byte[] records = block.toByteArray();
            block.clear();
            output.collect(element.replace(records));
        }
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
            implements OneInputStreamOperatorFactory<Change, byte[]> {

        private static final long serialVersionUID = 1L;

        private final Encoding encoding;
        private final Packing packing;

        Factory(Encoding encoding, Packing packing) {
            this.encoding = encoding;
            this.packing = packing;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink asks for the type that it was told
        public <T extends StreamOperator<byte[]>> T createStreamOperator(StreamOperatorParameters<byte[]> parameters) {
            EncodeChanges operator = new EncodeChanges(encoding, packing, parameters.getMailboxExecutor());
            operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
            return (T) operator;
        }

        @Override
        public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
            return EncodeChanges.class;
        }
    }
}
