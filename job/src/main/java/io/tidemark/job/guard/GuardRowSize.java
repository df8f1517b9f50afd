package io.tidemark.job.guard;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.task.Guard;
import io.tidemark.task.Guard.Oversized;
import io.tidemark.udf.RowSize;
import java.io.IOException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Holds each change against the size limits: what is over goes to the dead letters, fails the job, or goes on without all of its
 * values and marked so, as the task says. What is measured is the bytes of all values that the change brings, before and after.
 */
public final class GuardRowSize extends ProcessFunction<Change, Change> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** The most that a dead letter holds of values itself, if not of the key. */
    private static final long LETTER_BYTES = 1 << 20;

    private final Guard guard;
    private final ValueStore store;

    /** @param store where {@code claim-check} puts values, and dead letters theirs that are large */
    public GuardRowSize(Guard guard, ValueStore store) {
        this.guard = guard;
        this.store = store;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        store.initializeState(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        store.snapshotState(context);
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) throws IOException {
        long size = change.payload();
        RowSize.Verdict verdict = new RowSize(guard.rowLimit(), guard.recordLimit()).of(size);
        if (verdict == RowSize.Verdict.PASSES) {
            out.collect(change);
            return;
        }
        boolean beyondRecord = verdict == RowSize.Verdict.BEYOND_RECORD;
        String reason = "the row has %d bytes, over guard.%s of %d bytes"
                .formatted(
                        size,
                        beyondRecord ? "record-limit" : "row-limit",
                        beyondRecord ? guard.recordLimit() : guard.rowLimit());
        if (guard.oversized() == Oversized.FAIL) {
            throw refusal(change, reason);
        }
        Change smaller = beyondRecord ? null : smaller(change);
        if (smaller != null) {
            out.collect(smaller);
            return;
        }
        String whyNot = beyondRecord ? "" : whyNotSmaller();
        context.output(
                DeadLetter.TAG,
                DeadLetter.line(light(change), size, DeadLetter.largestColumn(change), reason + whyNot));
    }

    /** The change with its largest values in files, so that a row which fits the heap once is not in it several times. */
    private Change light(Change change) throws IOException {
        Change light = Shrinking.toFit(change, LETTER_BYTES, new MoveValues(store));
        return light == null ? change : light;
    }

    /** The change as it fits the limit; {@code null} if by the task's policy it can't be made to. */
    private @Nullable Change smaller(Change change) throws IOException {
        return switch (guard.oversized()) {
            case TRUNCATE -> Shrinking.toFit(change, guard.rowLimit(), new CutValues());
            case CLAIM_CHECK -> Shrinking.toFit(change, guard.rowLimit(), new MoveValues(store));
            case FAIL, DEAD_LETTER -> null;
        };
    }

    private String whyNotSmaller() {
        return switch (guard.oversized()) {
            case TRUNCATE -> ", also without all of its text and bytea that may be cut";
            case CLAIM_CHECK -> ", also without all values outside of its key";
            case FAIL, DEAD_LETTER -> "";
        };
    }

    private static RuntimeException refusal(Change change, String reason) {
        return new RefusedException(
                        "a change of %s at %s: %s, most of them in column \"%s\". Raise the limit, or set guard.oversized to dead-letter"
                                .formatted(
                                        change.table().label(),
                                        change.position(),
                                        reason,
                                        DeadLetter.largestColumn(change)))
                .endingTheJob();
    }
}
