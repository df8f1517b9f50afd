package io.tidemark.embedded.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommitLogTest {

    private final CommitLog log = new CommitLog();

    @Test
    void believesTheServerThatAnUnknownTransactionCommitted() {
        CommittedTransaction unknown = transaction(7);
        log.unknown(unknown);
        assertThat(log.unresolved()).isEqualTo(1);

        log.resolve(unknown, true);

        assertThat(log.unresolved()).isZero();
        assertThat(log.transactions()).containsExactly(unknown);
        assertThat(log.changes()).isEqualTo(1);
        assertThat(log.lastVersion()).isEqualTo(7);
    }

    @Test
    void leavesOutAnUnknownTransactionThatDidNotCommit() {
        CommittedTransaction unknown = transaction(7);
        log.unknown(unknown);

        log.resolve(unknown, false);

        assertThat(log.unresolved()).isZero();
        assertThat(log.transactions()).isEmpty();
    }

    @Test
    void doesNotTakeAnIdThatWasGivenAgainAfterACrashForTheLostTransaction() {
        CommittedTransaction lost = transaction(7);
        log.unknown(lost);
        CommittedTransaction other = new CommittedTransaction(7, 3, 4, List.of());
        log.committed(other);

        log.resolve(lost, true);

        assertThat(log.unresolved()).isZero();
        assertThat(log.transactions()).containsExactly(other);
    }

    private static CommittedTransaction transaction(long xid) {
        RowChange change = new RowChange(Shop.CART, RowOperation.DELETE, "1", 7, null);
        return new CommittedTransaction(xid, 1, CommittedTransaction.NEVER_RETURNED, List.of(change));
    }
}
