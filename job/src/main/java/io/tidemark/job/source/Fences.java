package io.tidemark.job.source;

import io.tidemark.record.Row;
import io.tidemark.record.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where snapshot and stream meet: a change is dropped if the snapshot of the chunk that its row lies in saw its transaction,
 * and passed on otherwise. LSNs are never compared to decide that: a transaction's commit record is in the log before the
 * transaction becomes visible, and with {@code synchronous_commit = off} it is visible before its record is flushed.
 */
final class Fences {

    private final ReadingRules rules;
    private final Map<Integer, TableFence> tables;
    private final Set<Integer> unfenced;
    private final long endLsn;

    /**
     * @param tables by OID
     * @param unfenced those whose fences are off, from the checkpoint
     * @param endLsn what commits from here on no chunk's snapshot saw
     */
    Fences(ReadingRules rules, Map<Integer, TableFence> tables, Collection<Integer> unfenced, long endLsn) {
        this.rules = rules;
        this.tables = new HashMap<>(tables);
        this.unfenced = new TreeSet<>(unfenced);
        this.endLsn = endLsn;
        this.tables.keySet().removeAll(unfenced);
    }

    /** To be told of each transaction; ends all fences once the log is past what any snapshot saw. */
    void begin(long commitLsn) {
        if (!tables.isEmpty() && Long.compareUnsigned(commitLsn, endLsn) >= 0) {
            tables.clear();
        }
    }

    boolean active() {
        return !tables.isEmpty();
    }

    /** Whether the snapshot holds the change of a row, whose key columns at least are given. */
    boolean hides(Table table, Row row, long xid, long changeLsn) {
        TableFence fence = tables.get(table.oid());
        return fence != null && fence.holds(rules, table, row, xid, changeLsn);
    }

    /**
     * Whether the snapshot holds the TRUNCATE of a table. If not, it is passed on and takes away downstream even what was read
     * after it, so the table's fences end: what came after it must come again.
     */
    boolean hidesTruncate(Table table, long xid, long changeLsn) {
        TableFence fence = tables.get(table.oid());
        if (fence == null) {
            return false;
        }
        if (fence.holdsEverywhere(rules, xid, changeLsn)) {
            return true;
        }
        tables.remove(table.oid());
        unfenced.add(table.oid());
        return false;
    }

    /** The tables whose fences a TRUNCATE ended, for the checkpoint. */
    Set<Integer> unfenced() {
        return unfenced;
    }
}
