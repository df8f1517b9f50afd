package io.tidemark.job.guard;

import io.tidemark.record.Change;
import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.UnencodableValueException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Makes the published record of a change; one that can't be carried as it is goes to the dead letters. */
public final class EncodeChange extends ProcessFunction<Change, byte[]> {

    private static final long serialVersionUID = 1L;

    private final Encoding encoding;
    private final Packing packing;
    private transient @Nullable ChangeEncoder encoder;

    public EncodeChange(Encoding encoding, Packing packing) {
        this.encoding = encoding;
        this.packing = packing;
    }

    @Override
    public void open(OpenContext context) {
        encoder = encoding.encoder();
    }

    @Override
    public void processElement(Change change, Context context, Collector<byte[]> out) {
        ChangeEncoder opened = encoder;
        if (opened == null) {
            throw new IllegalStateException("open() comes first");
        }
        try {
            packing.pack(change, opened.encode(change), out);
        } catch (UnencodableValueException e) {
            context.output(DeadLetter.TAG, DeadLetter.line(change.whole(), e.column(), e.reason()));
        } catch (TooLargeException e) {
            context.output(
                    DeadLetter.TAG,
                    DeadLetter.line(change.whole(), DeadLetter.largestColumn(change), String.valueOf(e.getMessage())));
        }
    }
}
