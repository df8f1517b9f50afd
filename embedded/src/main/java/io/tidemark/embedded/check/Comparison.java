package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.CommittedTransaction;
import io.tidemark.embedded.workload.ShopTable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares one snapshot and the stream that follows it, record by record as they arrived, with what was committed. */
final class Comparison {

    private final Histories histories;
    private final Findings findings;
    private final Replay replay;
    private final OrderCheck order = new OrderCheck();
    // by identity: to hash a transaction is to hash all its changes
    private final Set<CommittedTransaction> incomplete = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean streaming;
    private long streamedFrom = Long.MAX_VALUE;

    Comparison(Histories histories, Findings findings, Replay replay) {
        this.histories = histories;
        this.findings = findings;
        this.replay = replay;
        replay.clear();
    }

    /** Whether a record can only be the beginning of another snapshot. */
    boolean isOverBy(Delivered record) {
        ShopTable table = record.table();
        if (!record.isSnapshotRow() || table == null) {
            return false;
        }
        RowHistory row = histories.table(table).row(record.key());
        return streaming || (row != null && row.snapshotRow() != null);
    }

    void take(Delivered record) {
        ShopTable table = record.table();
        if (!record.isSnapshotRow() && !streaming) {
            streaming = true;
            // the stream begins when the whole snapshot has been read: what began later is in no snapshot
            streamedFrom = record.seen();
        }
        if (table != null && record.isSnapshotRow()) {
            takeRow(record, table);
        } else if (table != null) {
            takeChange(record, table);
        } else if (!record.isSnapshotRow()) {
            report(record, Fault.OUT_OF_ORDER, order.take(record, null));
        }
    }

    /**
     * Tells what did not arrive, and what arrived twice because the snapshot has it too.
     *
     * @param ended whether the stream went on to the end; otherwise what is missing may have come after it
     */
    void finish(boolean ended) {
        for (TableHistory table : histories.tables()) {
            long firstTruncate = table.firstTruncateArrived();
            for (RowHistory row : table.rows()) {
                finishRow(table, row, firstTruncate, ended);
            }
            if (ended) {
                finishTruncates(table, firstTruncate);
            }
        }
        for (OrderCheck.Unfinished open : order.unfinished()) {
            if (ended && !incomplete.contains(open.transaction())) {
                findings.add(
                        open.record().example(Fault.OUT_OF_ORDER, "no change was marked as its transaction's last"));
            }
        }
    }

    private void takeRow(Delivered record, ShopTable table) {
        RowHistory row = histories.table(table).row(record.key());
        Step step = row == null ? null : row.withVersion(record.version());
        if (row == null || step == null) {
            findings.addPhantom(record.example(Fault.REPEATED, "the snapshot shows a row that was never committed"));
            return;
        }
        if (row.snapshotRow() != null) {
            findings.add(record.example(Fault.REPEATED, "the snapshot has the row twice"));
            return;
        }
        row.snapshotRowIs(record);
        replay.apply(table, record);
        if (row.lastArrived() > 0) {
            report(record, Fault.OUT_OF_ORDER, "a row of the snapshot came after a change of the row");
        }
        report(record, Fault.DIFFERING, new ValueCheck(table).problem(record, step, null));
    }

    private void takeChange(Delivered record, ShopTable table) {
        Step step = histories.stepFor(record, table);
        if (step == null) {
            findings.addPhantom(record.example(Fault.REPEATED, "never committed"));
            return;
        }
        if (step.arrived()) {
            findings.add(record.example(Fault.REPEATED, "came before, at line " + lineOf(step)));
            return;
        }
        TableHistory history = histories.table(table);
        RowHistory row = history.row(record.key());
        boolean inOrder = history.arrived(step) && (row == null || row.lastArrived() < step.version());
        if (row == null) {
            step.arrivedWith(record);
        } else {
            row.arrived(step, record);
        }
        replay.apply(table, record);
        String problem = order.take(record, step);
        report(record, Fault.OUT_OF_ORDER, problem != null || inOrder ? problem : "a later change came before it");
        report(record, Fault.DIFFERING, new ValueCheck(table).problem(record, step, histories.before(step)));
    }

    private void report(Delivered record, Fault fault, @Nullable String problem) {
        if (problem != null) {
            findings.add(record.example(fault, problem));
        }
    }

    private static String lineOf(Step step) {
        Delivered arrival = step.arrival();
        return arrival == null ? "?" : Long.toString(arrival.line());
    }

    private void finishRow(TableHistory table, RowHistory row, long firstTruncate, boolean ended) {
        int from = Boundary.of(table, row, firstTruncate, streamedFrom);
        long until = ended ? Long.MAX_VALUE : row.lastArrived();
        for (int i = 0; i < row.steps().size(); i++) {
            Step step = row.steps().get(i);
            if (i < from && step.arrived()) {
                findings.add(step.example(Fault.REPEATED, "a row of the snapshot shows it already"));
            } else if (i < from && ended) {
                findings.countInSnapshot();
            } else if (i >= from && !step.arrived() && step.version() <= until) {
                lost(step);
            }
        }
    }

    private void finishTruncates(TableHistory table, long firstTruncate) {
        long firstSeen = Boundary.firstSeen(table);
        for (Step truncate : table.truncates()) {
            boolean needed = truncate.version() > Math.min(firstSeen, firstTruncate)
                    || truncate.transaction().begun() > streamedFrom;
            if (!truncate.arrived() && needed) {
                lost(truncate);
            } else if (!truncate.arrived()) {
                findings.countInSnapshot();
            }
        }
    }

    private void lost(Step step) {
        incomplete.add(step.transaction());
        findings.add(step.example(
                Fault.LOST,
                "committed by transaction %d as '%c', but did not arrive"
                        .formatted(step.transaction().xid(), step.operation())));
    }
}
