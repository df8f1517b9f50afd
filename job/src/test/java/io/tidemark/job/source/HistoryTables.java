package io.tidemark.job.source;

import static io.tidemark.job.source.SomeTables.ITEMS;
import static io.tidemark.job.source.SomeTables.NOTES;

import io.tidemark.record.Lsn;
import io.tidemark.record.Operation;
import io.tidemark.record.Position;
import io.tidemark.record.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a {@link History}'s tables stand while it is told. */
final class HistoryTables {

    private final Map<Integer, Integer> added = new HashMap<>();
    private final Set<Integer> described = new HashSet<>();
    private final Set<Integer> unfenced = new HashSet<>();
    private final Map<Integer, Integer> counts = new HashMap<>();
    private int transaction;
    private int ordinal;

    /** One of the tables with the columns that it has by now. */
    Table shape(Table table) {
        List<String> columns = new ArrayList<>(List.of("id", "note", "doc"));
        for (int i = 0; i < added.getOrDefault(table.oid(), 0); i++) {
            columns.add("added" + i);
        }
        return SomeTables.table(table.name(), table.oid(), columns.toArray(String[]::new));
    }

    /** Adds a column, which makes the server describe the table again. */
    void alter(Table table) {
        added.merge(table.oid(), 1, Integer::sum);
        described.remove(table.oid());
    }

    /** Whether the table has still to be described; it has been, from now on. */
    boolean describe(Table table) {
        return described.add(table.oid());
    }

    static char replicaIdentity(Table table) {
        return table.equals(NOTES) ? 'f' : 'd';
    }

    void begin(int number) {
        transaction = number;
        ordinal = 0;
        counts.clear();
    }

    int transaction() {
        return transaction;
    }

    void truncated(Table table) {
        unfenced.add(table.oid());
    }

    boolean fenced(Table table) {
        return !unfenced.contains(table.oid());
    }

    /** Counts the next change, and gives the beginning of its line. */
    String count(Table table) {
        ordinal++;
        return "%s#%d %s#%d"
                .formatted(
                        Lsn.format(History.commitLsn(transaction)),
                        ordinal,
                        table.name(),
                        counts.merge(table.oid(), 1, Integer::sum));
    }

    /** The line of the begin, or of the end once all changes are counted. */
    String boundary(Operation operation) {
        int number = operation == Operation.BEGIN ? 0 : ordinal + 1;
        return LogReader.boundary(new Position(History.commitLsn(transaction), number), operation);
    }

    static Table of(boolean notes) {
        return notes ? NOTES : ITEMS;
    }
}
