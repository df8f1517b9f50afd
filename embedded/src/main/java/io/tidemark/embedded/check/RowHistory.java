package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that was committed to the row of one key, in order, and what arrived of it. Truncates stand in {@link TableHistory}. */
final class RowHistory {

    private final List<Step> steps = new ArrayList<>();
    private @Nullable Delivered snapshotRow;
    private long lastArrived;

    void add(Step step) {
        steps.add(step);
    }

    /** Brings the steps into the order of their versions, once all are there. */
    void sort() {
        steps.sort(Comparator.comparingLong(Step::version));
    }

    List<Step> steps() {
        return steps;
    }

    @Nullable
    Delivered snapshotRow() {
        return snapshotRow;
    }

    void snapshotRowIs(Delivered record) {
        snapshotRow = record;
    }

    /** The version of the last step that arrived; 0 if none did. */
    long lastArrived() {
        return lastArrived;
    }

    void arrived(Step step, Delivered record) {
        step.arrivedWith(record);
        lastArrived = Math.max(lastArrived, step.version());
    }

    /** The step that left the row with this version. */
    @Nullable
    Step withVersion(long version) {
        int index = indexAfter(version - 1);
        return index < steps.size()
                        && steps.get(index).version() == version
                        && !steps.get(index).leavesNothing()
                ? steps.get(index)
                : null;
    }

    /** The DELETE of a transaction that a record is for: of several the next one that did not arrive yet. */
    @Nullable
    Step deleteOf(long xid, Delivered record) {
        List<Step> deletes = steps.stream()
                .filter(step -> step.operation() == 'd' && step.isOf(xid))
                .toList();
        for (Step step : deletes) {
            Delivered arrival = step.arrival();
            if (arrival != null && arrival.samePosition(record)) {
                return step;
            }
        }
        Step later = firstMissing(deletes, lastArrived);
        Step missing = later == null ? firstMissing(deletes, 0) : later;
        return missing != null || deletes.isEmpty() ? missing : deletes.get(0);
    }

    private static @Nullable Step firstMissing(List<Step> steps, long afterVersion) {
        for (Step step : steps) {
            if (!step.arrived() && step.version() > afterVersion) {
                return step;
            }
        }
        return null;
    }

    /** The row as it was before a step. */
    @Nullable
    Image before(Step step) {
        int index = indexAfter(step.version() - 1) - 1;
        return index < 0 ? null : steps.get(index).image();
    }

    /** The index of the first step with a higher version. */
    int indexAfter(long version) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).version() <= version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
