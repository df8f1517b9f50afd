package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.RowOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that was committed to one table, by row, and its truncates. */
final class TableHistory {

    private final Map<String, RowHistory> rows = new LinkedHashMap<>();
    private final List<Step> truncates = new ArrayList<>();
    private long lastArrived;
    private long lastTruncateArrived;

    void add(Step step) {
        if (step.change().operation() == RowOperation.TRUNCATE) {
            truncates.add(step);
        } else {
            rows.computeIfAbsent(step.change().key(), key -> new RowHistory()).add(step);
        }
    }

    void sort() {
        truncates.sort(Comparator.comparingLong(Step::version));
        rows.values().forEach(RowHistory::sort);
    }

    @Nullable
    RowHistory row(String key) {
        return rows.get(key);
    }

    Iterable<RowHistory> rows() {
        return rows.values();
    }

    List<Step> truncates() {
        return truncates;
    }

    /** The TRUNCATE of a transaction that a record is for: of several the next one that did not arrive yet. */
    @Nullable
    Step truncateOf(long xid, Delivered record) {
        Step candidate = null;
        for (Step step : truncates) {
            Delivered arrival = step.arrival();
            if (step.isOf(xid) && arrival != null && arrival.samePosition(record)) {
                return step;
            }
            if (step.isOf(xid) && (candidate == null || candidate.arrived())) {
                candidate = step;
            }
        }
        return candidate;
    }

    /** The version of the first TRUNCATE that arrived; the highest of all numbers if none did. */
    long firstTruncateArrived() {
        return truncates.stream()
                .filter(Step::arrived)
                .mapToLong(Step::version)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether the table was truncated after one version and before another. */
    boolean truncatedBetween(long version, long later) {
        return truncates.stream().anyMatch(step -> step.version() > version && step.version() < later);
    }

    /** Takes note of an arrival; returns whether it stands on the right side of the table's truncates. */
    boolean arrived(Step step) {
        boolean truncate = step.change().operation() == RowOperation.TRUNCATE;
        boolean inOrder = step.version() > (truncate ? lastArrived : lastTruncateArrived);
        lastArrived = Math.max(lastArrived, step.version());
        if (truncate) {
            lastTruncateArrived = Math.max(lastTruncateArrived, step.version());
        }
        return inOrder;
    }
}
