package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.CommittedTransaction;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.RowChange;
import io.tidemark.embedded.workload.RowOperation;
import io.tidemark.embedded.workload.ShopTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The committed history of every table, made from the commit log. */
final class Histories {

    private final Map<ShopTable, TableHistory> tables = new LinkedHashMap<>();

    Histories(List<ShopTable> tables, List<CommittedTransaction> transactions) {
        tables.forEach(table -> this.tables.put(table, new TableHistory()));
        for (CommittedTransaction transaction : transactions) {
            add(transaction);
        }
        this.tables.values().forEach(TableHistory::sort);
    }

    private void add(CommittedTransaction transaction) {
        int place = 0;
        Step previous = null;
        for (RowChange change : transaction.changes()) {
            place++;
            boolean moved = previous != null
                    && change.operation() == RowOperation.INSERT
                    && previous.version() == change.version()
                    && previous.change().table().equals(change.table());
            previous = new Step(change, transaction, place, moved ? previous : null);
            table(change.table()).add(previous);
        }
    }

    TableHistory table(ShopTable table) {
        return tables.computeIfAbsent(table, any -> new TableHistory());
    }

    Collection<TableHistory> tables() {
        return tables.values();
    }

    /** The row as it was before a change, under the key that it had then; {@code null} for a row that is new. */
    @Nullable
    Image before(Step step) {
        Step moved = step.movedFrom();
        if (step.change().operation() == RowOperation.INSERT && moved == null) {
            return null;
        }
        Step origin = moved == null ? step : moved;
        RowHistory row = table(origin.change().table()).row(origin.change().key());
        return row == null ? null : row.before(origin);
    }

    /** The committed change that a record is for; {@code null} if there is none. */
    @Nullable
    Step stepFor(Delivered record, ShopTable table) {
        TableHistory history = table(table);
        RowHistory row = history.row(record.key());
        if (record.operation() == 't') {
            return history.truncateOf(record.xid(), record);
        }
        if (row == null) {
            return null;
        }
        return record.operation() == 'd' ? row.deleteOf(record.xid(), record) : row.withVersion(record.version());
    }
}
