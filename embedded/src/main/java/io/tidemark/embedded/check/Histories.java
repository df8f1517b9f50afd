package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.CommittedTransaction;
import io.tidemark.embedded.workload.RowChange;
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
            int place = 0;
            for (RowChange change : transaction.changes()) {
                place++;
                table(change.table()).add(new Step(change, transaction, place));
            }
        }
        this.tables.values().forEach(TableHistory::sort);
    }

    TableHistory table(ShopTable table) {
        return tables.computeIfAbsent(table, any -> new TableHistory());
    }

    Collection<TableHistory> tables() {
        return tables.values();
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
