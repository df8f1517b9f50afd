package io.tidemark.job.guard;

import io.tidemark.job.source.RefusedException;
import io.tidemark.record.Change;
import io.tidemark.task.Guard;
import io.tidemark.task.Guard.Oversized;
import io.tidemark.udf.RowSize;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds each change against the size limits: what is over goes to the dead letters, or fails the job, as the task says. What is
 * measured is the bytes of all values that the change brings, before and after.
 */
public final class GuardRowSize extends ProcessFunction<Change, Change> {

    private static final long serialVersionUID = 1L;

    private final Guard guard;

    public GuardRowSize(Guard guard) {
        this.guard = guard;
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) {
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
        String column = DeadLetter.largestColumn(change);
        if (guard.oversized() == Oversized.FAIL) {
            throw new RefusedException(
                            "a change of %s at %s: %s, most of them in column \"%s\". Raise the limit, or set guard.oversized to dead-letter"
                                    .formatted(change.table().label(), change.position(), reason, column))
                    .endingTheJob();
        }
        context.output(DeadLetter.TAG, DeadLetter.line(change, column, reason, !beyondRecord));
    }
}
