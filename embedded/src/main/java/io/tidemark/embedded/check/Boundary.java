package io.tidemark.embedded.check;

import java.util.List;

/**
 * Where a row's history passes from the snapshot to the stream: everything before is in what the snapshot shows, everything
 * from there on has to come as a change.
 *
 * <p>A row of the snapshot tells it by its version. Where the snapshot has no row, it passed at some moment at which there was
 * none. A TRUNCATE that arrives empties what the snapshot gave, so everything after the first one that arrives has to come,
 * even if a later part of the snapshot shows it too.
 */
final class Boundary {

    private Boundary() {}

    /**
     * The index of the first step that has to arrive.
     *
     * @param firstTruncate the version of the table's first TRUNCATE that arrived
     * @param streamedFrom a tick; transactions that began later are in no snapshot
     */
    static int of(TableHistory table, RowHistory row, long firstTruncate, long streamedFrom) {
        int afterTruncate = row.indexAfter(firstTruncate);
        Delivered shown = row.snapshotRow();
        if (shown != null) {
            return shown.version() < firstTruncate ? row.indexAfter(shown.version()) : afterTruncate;
        }
        int from = Math.min(afterTruncate, firstThatMustCome(row.steps(), streamedFrom));
        while (from > 0 && !absentBefore(table, row.steps(), from)) {
            from--;
        }
        return from;
    }

    /** The lowest version of which a snapshot row or an arrived change gives evidence that the table was read no later. */
    static long firstSeen(TableHistory table) {
        long first = Long.MAX_VALUE;
        for (RowHistory row : table.rows()) {
            Delivered shown = row.snapshotRow();
            first = shown == null ? first : Math.min(first, shown.version());
            for (Step step : row.steps()) {
                first = step.arrived() ? Math.min(first, step.version()) : first;
            }
        }
        return first;
    }

    private static int firstThatMustCome(List<Step> steps, long streamedFrom) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.arrived() || step.transaction().begun() > streamedFrom) {
                return i;
            }
        }
        return steps.size();
    }

    private static boolean absentBefore(TableHistory table, List<Step> steps, int index) {
        Step previous = steps.get(index - 1);
        long next = index == steps.size() ? Long.MAX_VALUE : steps.get(index).version();
        return previous.leavesNothing() || table.truncatedBetween(previous.version(), next);
    }
}
