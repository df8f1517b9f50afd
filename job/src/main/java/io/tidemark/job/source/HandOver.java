package io.tidemark.job.source;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.util.LoggingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.postgres.source.PostgresDialect;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresSourceFetchTaskContext;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The queue between a fetch task's thread and the reader, in the frame's form of it. Few and bounded batches are under way at
 * a time, so memory is.
 */
final class HandOver extends PostgresSourceFetchTaskContext {

    private static final int BATCHES = 16;

    /** How many bytes of changes may be under way; a single batch may have more. */
    private static final long BYTES = 16L << 20;

    /**
     * How long the reader waits for a batch at the most. The queue spins for the last millisecond of it, so a short time would
     * keep a core busy for nothing; and it waits until it has as many as it may give at once, which is one, therefore.
     */
    private static final Duration POLL = Duration.ofMillis(100);

    private volatile ChangeEventQueue<DataChangeEvent> queue = newQueue();
    private volatile boolean closed;
    private final AtomicLong bytes = new AtomicLong();

    HandOver(JdbcSourceConfig config, PostgresDialect dialect) {
        super(config, dialect);
    }

    @Override
    public void configure(SourceSplitBase split) {
        queue = newQueue();
    }

    private static ChangeEventQueue<DataChangeEvent> newQueue() {
        return new ChangeEventQueue.Builder<DataChangeEvent>()
                .pollInterval(POLL)
                .maxBatchSize(1)
                .maxQueueSize(BATCHES)
                .loggingContextSupplier(() -> LoggingContext.forConnector("tidemark", "tidemark", "hand-over"))
                .build();
    }

    @Override
    public ChangeEventQueue<DataChangeEvent> getQueue() {
        return queue;
    }

    /** False, so that the frame's filter by LSN leaves our batches alone. */
    @Override
    public boolean isDataChangeRecord(SourceRecord record) {
        return false;
    }

    boolean full() {
        return queue.remainingCapacity() <= 0 || bytes.get() >= BYTES;
    }

    boolean closed() {
        return closed;
    }

    /** Hands a record to the reader; only to be called when the queue is not {@link #full}, else it waits. */
    void put(SourceRecord record) throws InterruptedException {
        queue.enqueue(new DataChangeEvent(record));
    }

    /** As {@link #put(SourceRecord)}, of changes that count as under way until they are emitted. */
    void put(LogBatch batch) throws InterruptedException {
        bytes.addAndGet(batch.payload());
        put((SourceRecord) batch.whenEmitted(() -> bytes.addAndGet(-batch.payload())));
    }

    @Override
    public void close() {
        closed = true;
    }
}
