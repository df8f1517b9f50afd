package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.CommittedTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes of one stream and tells the first thing that is wrong with the place of each: positions rise, a
 * transaction's changes stand together and in the order in which the client made them, the last of them is marked, and no
 * transaction comes before one that had ended before it began.
 */
final class OrderCheck {

    /** A transaction of which no record was marked as the last. */
    record Unfinished(@Nullable CommittedTransaction transaction, Delivered record) {}

    private final Set<String> closed = new HashSet<>();
    private final Map<String, Long> tableOrdinals = new HashMap<>();
    private final List<Unfinished> unfinished = new ArrayList<>();
    private @Nullable Delivered highest;
    private @Nullable Delivered previous;
    private @Nullable CommittedTransaction transaction;
    private int lastPlace;
    private long latestBegin;

    /**
     * Takes the next change.
     *
     * @param step the committed change that it is; {@code null} for a table that is not the workload's
     * @return what is wrong, or {@code null}
     */
    @Nullable
    String take(Delivered record, @Nullable Step step) {
        String problem = positionProblem(record);
        boolean follows = previous != null && previous.transaction().equals(record.transaction());
        if (!follows) {
            close();
        }
        String inTransaction = follows ? followProblem(record, step) : beginProblem(record, step);
        previous = record;
        return problem != null ? problem : inTransaction;
    }

    /** The transactions that ended without a mark, once the stream is over. */
    List<Unfinished> unfinished() {
        close();
        return unfinished;
    }

    private @Nullable String positionProblem(Delivered record) {
        if (highest != null && record.isNotAfter(highest)) {
            return "its position is not after %s, which came before".formatted(highest.position());
        }
        highest = record;
        return null;
    }

    private @Nullable String beginProblem(Delivered record, @Nullable Step step) {
        tableOrdinals.clear();
        tableOrdinals.put(record.label(), record.tableOrdinal());
        transaction = step == null ? null : step.transaction();
        lastPlace = step == null ? 0 : step.place();
        if (closed.contains(record.transaction())) {
            return "its transaction had other transactions' changes between its own";
        }
        if (transaction == null) {
            return null;
        }
        boolean late = transaction.ended() < latestBegin;
        latestBegin = Math.max(latestBegin, transaction.begun());
        return late ? "its transaction had ended before another began that came before it" : null;
    }

    private @Nullable String followProblem(Delivered record, @Nullable Step step) {
        Long tableOrdinal = tableOrdinals.put(record.label(), record.tableOrdinal());
        boolean placeRises = step == null || step.place() > lastPlace;
        lastPlace = step == null ? lastPlace : step.place();
        if (transaction == null && step != null) {
            transaction = step.transaction();
        }
        if (previous != null && previous.last()) {
            return "it came after the change that was marked as its transaction's last";
        }
        if (!placeRises) {
            return "its transaction made it before a change that came before it";
        }
        return tableOrdinal != null && tableOrdinal >= record.tableOrdinal()
                ? "data_collection_order does not rise within its transaction"
                : null;
    }

    private void close() {
        if (previous == null) {
            return;
        }
        if (closed.add(previous.transaction()) && !previous.last()) {
            unfinished.add(new Unfinished(transaction, previous));
        }
    }
}
