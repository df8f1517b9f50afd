package io.tidemark.bench;

import java.sql.Connection;
import java.time.Instant;
import java.util.stream.Stream;
import org.postgresql.replication.LogSequenceNumber;

/** One subscription; counts rows where they are. */
final class Subscription implements Contestant, Arrivals {

    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Subscriber subscriber;
    private final Connection connection;
    private final Instant begun = Instant.now();
    private LogSequenceNumber beforeLast = LogSequenceNumber.INVALID_LSN;

    Subscription(Subscriber subscriber, Connection connection) {
        this.subscriber = subscriber;
        this.connection = connection;
    }

    /** Until all tables are copied, or the last transaction is applied; how many rows that is, the source knows. */
    @Override
    public Instant await(long rows, Runnable contender) throws Exception {
        if (beforeLast.equals(LogSequenceNumber.INVALID_LSN)) {
            until("SELECT count(*) FROM pg_subscription_rel WHERE srsubstate NOT IN ('s', 'r')");
        } else {
            until("""
                    SELECT count(*) FROM pg_subscription
                     WHERE pg_replication_origin_progress('pg_' || oid, false) > '%s' IS NOT TRUE
                    """.formatted(beforeLast.asString()));
        }
        return Instant.now();
    }

    private void until(String remaining) throws Exception {
        Patience.until("the subscription", BETWEEN_LOOKS_MILLIS, () -> Subscriber.number(connection, remaining) == 0);
    }

    @Override
    public void lastTransactionIsAfter(LogSequenceNumber lsn) {
        beforeLast = lsn;
    }

    /** There is no stamp on its rows: when it was made, which is before its workers have started. */
    @Override
    public Instant firstRead() {
        return begun;
    }

    @Override
    public Arrivals arrivals() {
        return this;
    }

    @Override
    public Stream<ProcessHandle> processes() {
        return subscriber.processes(connection);
    }

    @Override
    public void failIfItDid() {}

    @Override
    public String slot() {
        return "bench";
    }

    @Override
    public void check(SourceDatabase source) {}

    @Override
    public void close() {
        subscriber.unsubscribe(connection);
    }
}
