package io.tidemark.embedded.check;

import io.tidemark.embedded.workload.CommittedTransaction;
import io.tidemark.embedded.workload.Image;
import io.tidemark.embedded.workload.RowChange;
import io.tidemark.embedded.workload.RowOperation;
import org.jspecify.annotations.Nullable;

/** One committed change at its place in the history of its row, and the record that it arrived with. */
final class Step {

    private final RowChange change;
    private final CommittedTransaction transaction;
    private final int place;
    private final @Nullable Step movedFrom;
    private @Nullable Delivered arrival;

    /**
     * @param place the number of the change within its transaction
     * @param movedFrom for the INSERT of a row that was given another key, the DELETE of its old one
     */
    Step(RowChange change, CommittedTransaction transaction, int place, @Nullable Step movedFrom) {
        this.change = change;
        this.transaction = transaction;
        this.place = place;
        this.movedFrom = movedFrom;
    }

    RowChange change() {
        return change;
    }

    CommittedTransaction transaction() {
        return transaction;
    }

    @Nullable
    Step movedFrom() {
        return movedFrom;
    }

    int place() {
        return place;
    }

    long version() {
        return change.version();
    }

    @Nullable
    Image image() {
        return change.image();
    }

    /** Whether the row does not exist after it. */
    boolean leavesNothing() {
        return change.operation() == RowOperation.DELETE || change.operation() == RowOperation.TRUNCATE;
    }

    boolean isOf(long xid) {
        return (transaction.xid() & 0xFFFFFFFFL) == xid;
    }

    char operation() {
        return switch (change.operation()) {
            case INSERT -> 'c';
            case UPDATE -> 'u';
            case DELETE -> 'd';
            case TRUNCATE -> 't';
        };
    }

    void arrivedWith(Delivered record) {
        arrival = record;
    }

    @Nullable
    Delivered arrival() {
        return arrival;
    }

    boolean arrived() {
        return arrival != null;
    }

    Example example(Fault fault, String what) {
        return new Example(
                fault,
                change.table().label(),
                change.key(),
                change.version(),
                arrival == null ? "" : arrival.position(),
                what);
    }
}
