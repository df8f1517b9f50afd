package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.ShopColumn;
import io.tidemark.embedded.workload.ShopTable;
import org.jspecify.annotations.Nullable;

/** Compares the row images of a record with what the server printed when the client made the change. */
final class ValueCheck {

    private final ShopTable table;

    ValueCheck(ShopTable table) {
        this.table = table;
    }

    /**
     * Returns what differs first, or {@code null}.
     *
     * @param before the row before the change, under its old key if the change gave it another; {@code null} for a new row
     */
    @Nullable
    String problem(Delivered record, Step step, @Nullable Image before) {
        if (record.flaw() != null) {
            return record.flaw();
        }
        boolean snapshot = record.isSnapshotRow();
        if (!snapshot && record.operation() != step.operation()) {
            return "it came as op '%c', but was committed as '%c'".formatted(record.operation(), step.operation());
        }
        if (!snapshot && !step.isOf(record.xid())) {
            return "source.txId is not the transaction that committed it";
        }
        String after = afterProblem(record, step.image(), before);
        return after != null ? after : beforeProblem(record, before);
    }

    private @Nullable String afterProblem(Delivered record, @Nullable Image committed, @Nullable Image before) {
        Image after = record.after();
        if (committed == null || after == null) {
            return committed == null && after == null
                    ? null
                    : "'after' is there where it should be null or the reverse";
        }
        for (int i = 0; i < table.columns().size(); i++) {
            String problem = columnProblem(record, i, after, committed, before);
            if (problem != null) {
                return "after.%s: %s".formatted(table.columns().get(i).name(), problem);
            }
        }
        return null;
    }

    private static @Nullable String columnProblem(
            Delivered record, int column, Image after, Image committed, @Nullable Image before) {
        if (!record.saysUnchanged(column)) {
            if (!after.has(column)) {
                return "left out";
            }
            return after.sameValue(column, committed) ? null : "not the committed value";
        }
        if (after.has(column)) {
            return "both in 'after' and said to be unchanged";
        }
        if (record.isSnapshotRow() || before == null) {
            return "said to be unchanged in a row that is new";
        }
        return before.sameValue(column, committed) ? null : "said to be unchanged, but was changed";
    }

    private @Nullable String beforeProblem(Delivered record, @Nullable Image committed) {
        Image before = record.before();
        boolean hasOldRow = record.operation() == 'd' || record.operation() == 'u';
        if (before == null) {
            boolean needed = record.operation() == 'd' || (hasOldRow && table.fullIdentity());
            return needed ? "'before' is null" : null;
        }
        if (!hasOldRow) {
            return "'before' is there, but the change has no row before it";
        }
        for (int i = 0; i < table.columns().size(); i++) {
            String problem = oldColumnProblem(table.columns().get(i), i, before, committed);
            if (problem != null) {
                return "before.%s: %s".formatted(table.columns().get(i).name(), problem);
            }
        }
        return null;
    }

    private @Nullable String oldColumnProblem(ShopColumn column, int index, Image before, @Nullable Image committed) {
        boolean expected = column.key() || table.fullIdentity();
        if (before.has(index) != expected) {
            return expected ? "left out" : "is there, but the replica identity does not give it";
        }
        return !expected || (committed != null && before.sameValue(index, committed))
                ? null
                : "not the committed value";
    }
}
